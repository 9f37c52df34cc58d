import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Steps } from '@/components/steps'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../../form-words'
import { PresentPassword } from '../../../../present-password'
import { staffTitleOf } from '../../../../title'
import { wordsOf } from '../../../../voting/words-of'
import { StaffPage } from '../../../staff-page'
import { acceptKey } from '../../actions'
import { readDraft } from '../../read-vote'
import { type CeremonyWords, ceremonyWords } from './ceremony-words'
import { KeyCeremony } from './key-ceremony'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.keys.title')

/** Where officers make the key of a vote together: shared out in three on paper, and tried before it is taken. */
export default async function KeysPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readDraft(visit, params)
  if (election.keys !== 'officers') notFound()
  const { say, paths } = visit
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVote(election.id)}>{wordsOf(visit, election.title)}</BackLink>
        <h1>{say('votes.keys.title')}</h1>
        <p className="no-print">{say('votes.keys.lead')}</p>
        <div className="no-print">
          <Steps text={say('votes.keys.steps')} />
        </div>
        <KeyCeremony
          election={election.id}
          title={wordsOf(visit, election.title)}
          questions={election.questions}
          words={Object.fromEntries(ceremonyWords.map((word) => [word, say(`votes.keys.${word}`)])) as CeremonyWords}
          cards={[1, 2, 3].map((number) => say('votes.keys.number', { number }))}
          action={acceptKey}
          {...formWords(say)}
        >
          <input type="hidden" name="election" value={election.id} />
          <input type="hidden" name="version" value={election.version} />
          <input type="hidden" name="once" value={randomUUID()} />
          <PresentPassword visit={visit} />
          <Button>{say('votes.keys.accept')}</Button>
        </KeyCeremony>
      </div>
    </StaffPage>
  )
}
