import { BackLink } from '@/components/back-link'
import { Notice } from '@/components/notice'
import { requireStaff } from '@/lib/web/staff'
import { staffTitleOf } from '../../../../title'
import { BallotQuestions } from '../../../../voting/ballot-questions'
import { questionsInWords } from '../../../../voting/questions-in-words'
import { wordsOf } from '../../../../voting/words-of'
import { StaffPage } from '../../../staff-page'
import { readVote } from '../../read-vote'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.preview')

/** The ballot as members will see it; nothing is sent from here. */
export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const { say, paths } = visit
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVote(election.id)}>{say('votes.preview.back')}</BackLink>
        <Notice>{say('votes.preview.text')}</Notice>
        <h1>{wordsOf(visit, election.title)}</h1>
        {election.mode === 'simple' && <Notice>{say('votes.simple.label')}</Notice>}
        <div className="stack w-full max-w-narrow">
          <BallotQuestions questions={questionsInWords(visit, election.questions)} />
        </div>
      </div>
    </StaffPage>
  )
}
