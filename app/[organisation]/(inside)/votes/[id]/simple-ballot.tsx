import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import type { Election, OwnPlace } from '@/lib/elections/schema'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { timeOf } from '../../../say-sign-in'
import { questionsInWords } from '../../../voting/questions-in-words'
import { castVote } from './actions'
import { BallotFields } from './ballot-fields'

type Props = { visit: MemberVisit; election: Election & { roll: OwnPlace } }

/** The ballot of a simple vote: an ordinary form, which needs no script, and which nothing but its sending takes out of the browser. */
export function SimpleBallot({ visit, election: { id, roll, questions, closesAt } }: Props) {
  const { say } = visit
  const closes = timeOf(visit).format(closesAt)
  if (roll === 'voted')
    return (
      <section className="notice good stack tight" role="status">
        <p>
          <strong>{say('votes.simple.voted')}</strong>
        </p>
        <p>{say('votes.simple.voted.text', { closes })}</p>
        <p className="text-small">{say('votes.simple.noCode')}</p>
      </section>
    )
  return (
    <>
      <p>{say('votes.open.once', { closes })}</p>
      <Notice>{say('votes.simple.label')}</Notice>
      <ActionForm id="ballot" action={castVote} {...formWords(say)}>
        <input type="hidden" name="election" value={id} />
        <BallotFields questions={questionsInWords(visit, questions)} />
        <Button>{say('votes.cast')}</Button>
      </ActionForm>
    </>
  )
}
