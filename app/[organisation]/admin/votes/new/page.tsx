import { BackLink } from '@/components/back-link'
import { requireStaff } from '@/lib/web/staff'
import { staffTitleOf } from '../../../title'
import { StaffPage } from '../../staff-page'
import { PlanForm } from '../plan-form'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.new')

export default async function NewVotePage() {
  const visit = await requireStaff('votes.run')
  const { say, paths } = visit
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVotes}>{say('votes.title')}</BackLink>
        <h1>{say('votes.new')}</h1>
        <div className="w-full max-w-narrow">
          <PlanForm visit={visit} election={null} cancel={paths.adminVotes} />
        </div>
      </div>
    </StaffPage>
  )
}
