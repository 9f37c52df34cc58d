import { randomUUID } from 'node:crypto'
import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { Field } from '@/components/field'
import { phaseOf } from '@/lib/elections/rules'
import { requireStaff } from '@/lib/web/staff'
import { formWords } from '../../../../form-words'
import { PresentPassword } from '../../../../present-password'
import { staffTitleOf } from '../../../../title'
import { wordsOf } from '../../../../voting/words-of'
import { StaffPage } from '../../../staff-page'
import { callOffVote } from '../../actions'
import { readVote } from '../../read-vote'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.callOff')

/** The second thought before a vote is called off: what it means, why, that one is sure, and the password. */
export default async function CallOffPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const { deps, say, paths } = visit
  const phase = phaseOf(election, deps.now())
  // Also where it has just been called off: the page is drawn anew before the browser goes on.
  if (phase !== 'announced' && phase !== 'open') redirect(paths.adminVote(election.id))
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVote(election.id)}>{wordsOf(visit, election.title)}</BackLink>
        <h1>{say('votes.callOff')}</h1>
        <p>{say(election.simple ? 'votes.callOff.simple' : 'votes.callOff.lead')}</p>
        <p>{say(phase === 'open' ? 'votes.callOff.open' : 'votes.callOff.announced')}</p>
        {election.keys === 'officers' && <p>{say('votes.callOff.cards')}</p>}
        <div className="w-full max-w-narrow">
          <ActionForm id="call-off" action={callOffVote} {...formWords(say)}>
            <input type="hidden" name="election" value={election.id} />
            <input type="hidden" name="once" value={randomUUID()} />
            <Field name="reason" label={say('desk.reason')} hint={say('votes.callOff.reason.hint')} maxLength={500} autoComplete="off" />
            <Checkbox name="sure" label={say('votes.callOff.sure')} />
            <PresentPassword visit={visit} />
            <div className="row">
              <Button>{say('votes.callOff')}</Button>
              <a href={paths.adminVote(election.id)}>{say('desk.cancel')}</a>
            </div>
          </ActionForm>
        </div>
      </div>
    </StaffPage>
  )
}
