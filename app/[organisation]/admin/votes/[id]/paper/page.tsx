import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { nextPaper, papersOf } from '@/lib/elections/read-papers'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../../form-words'
import { staffTitleOf } from '../../../../title'
import { questionsInWords } from '../../../../voting/questions-in-words'
import { wordsOf } from '../../../../voting/words-of'
import { StaffPage } from '../../../staff-page'
import { enterPaper } from '../../actions'
import { readVote } from '../../read-vote'
import { PaperAnswers } from './paper-answers'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.papers')

/** One paper ballot after the other, for this officer's eyes alone: what others entered is shown to nobody. */
export default async function PapersPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const { deps, say, paths, session } = visit
  const { id, manifest, state } = election
  if (!manifest || (state !== 'reading' && state !== 'counted')) notFound()
  const { waiting, all } = await papersOf(deps, election)
  const paper = state === 'reading' ? await nextPaper(deps, election, session.personId) : null
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVote(id)}>{wordsOf(visit, manifest.title)}</BackLink>
        <h1>{say('votes.papers')}</h1>
        <p>{say('votes.papers.lead')}</p>
        <p role="status">{waiting === 0 ? say('votes.papers.done') : say('votes.papers.left', { waiting, all })}</p>
        {!paper && waiting > 0 && <p>{say('votes.papers.none')}</p>}
        {paper && (
          <div className="paper-entry">
            {/* biome-ignore lint/performance/noImgElement: a picture for one officer, behind a right, that nothing may keep */}
            <img src={paths.adminVotePaper(id, paper)} alt={say('votes.papers.image')} width={1260} height={1782} className="paper-image" />
            <ActionForm key={paper} id="paper" action={enterPaper} isKept {...formWords(say)}>
              <input type="hidden" name="election" value={id} />
              <input type="hidden" name="paper" value={paper} />
              <p className="quiet text-small">{say('votes.papers.unclear')}</p>
              <PaperAnswers questions={questionsInWords(visit, manifest.questions)} />
              <Checkbox name="unreadable" label={say('votes.papers.unreadable')} hint={say('votes.papers.unreadable.hint')} />
              <Button>{say('votes.papers.save')}</Button>
            </ActionForm>
          </div>
        )}
      </div>
    </StaffPage>
  )
}
