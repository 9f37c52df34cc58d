import { BackLink } from '@/components/back-link'
import { requireStaff } from '@/lib/web/staff'
import { staffTitleOf } from '../../../../title'
import { wordsOf } from '../../../../voting/words-of'
import { StaffPage } from '../../../staff-page'
import { PlanForm } from '../../plan-form'
import { readDraft } from '../../read-vote'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.title')

export default async function EditVotePage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readDraft(visit, params)
  const { paths } = visit
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVote(election.id)}>{wordsOf(visit, election.title)}</BackLink>
        <h1>{visit.say('votes.edit')}</h1>
        <div className="w-full max-w-narrow">
          <PlanForm visit={visit} election={election} cancel={paths.adminVote(election.id)} />
        </div>
      </div>
    </StaffPage>
  )
}
