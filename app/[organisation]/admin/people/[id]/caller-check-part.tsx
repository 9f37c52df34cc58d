import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { findSentCode } from '@/lib/codes/check-code'
import { readMessageWay } from '@/lib/delivery/read-message-way'
import { findVerification } from '@/lib/flows/desk/verify-caller'
import type { PersonSeen } from '@/lib/flows/desk/view-person'
import { mobileEnding } from '@/lib/people/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { MessageSteps } from '../../../message-steps'
import { sendCallerCode, sendCallerCodeAgain } from './actions'

/** The call that goes on: the two words that both sides see, and the field for the code that the caller reads. */
export async function CallerCheckPart({ visit, seen: { details } }: { visit: MemberVisit; seen: PersonSeen }) {
  const { deps, organisation, client, session, say } = visit
  const check = await findVerification(deps, organisation, { staffId: session.personId, client }, details.id)
  if (!check) return null
  const sent = await findSentCode(deps, { organisation, journeyId: check.id, purpose: 'caller' })
  const way = sent?.messageId ? await readMessageWay(deps, organisation.id, sent.messageId) : null
  const { words, caseNumber, mobile, proves } = check.data
  const ids = (
    <>
      <input type="hidden" name="person" value={details.id} />
      <input type="hidden" name="journey" value={check.id} />
    </>
  )
  return (
    <section className="notice stack">
      <h2>{say(`desk.call.title.${proves}`, { number: caseNumber })}</h2>
      <p>{say('desk.call.sent', { ending: mobileEnding(mobile), reference: sent?.reference ?? '' })}</p>
      <p>
        {say('desk.call.words')} <strong className="text-lead">{words}</strong>
      </p>
      {proves === 'number' && <p>{say('desk.call.number')}</p>}
      {way && <MessageSteps visit={visit} way={way} />}
      <ActionForm id="caller" action={sendCallerCode} {...formWords(say)}>
        {ids}
        <CodeField name="code" label={say('desk.call.code')} hint={say('code.hint', { minutes: organisation.settings.codes.lifeMinutes })} />
        <Button>{say('desk.call.submit')}</Button>
      </ActionForm>
      <ActionForm id="caller-again" action={sendCallerCodeAgain} {...formWords(say)}>
        {ids}
        <Button variant="second">{say('code.resend')}</Button>
      </ActionForm>
    </section>
  )
}
