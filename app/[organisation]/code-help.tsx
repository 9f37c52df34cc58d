import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import type { FormState } from '@/components/form-state'
import { readMessageWay } from '@/lib/delivery/read-message-way'
import { helpContact } from '@/lib/web/help-contact'
import type { Visit } from '@/lib/web/visit'
import { formWords } from './form-words'
import { MessageSteps } from './message-steps'

type Props = {
  visit: Visit
  messageId: string | null
  channel: 'sms' | 'email'
  journeyId: string
  resend: (state: FormState, form: FormData) => Promise<FormState>
}

/**
 * "Not received a text message?": the message's true way, another sending, whom to call. Only for pages that know the
 * person already (security.md, idea 1).
 */
export async function CodeHelp({ visit, messageId, channel, journeyId, resend }: Props) {
  const { say, deps, organisation } = visit
  const way = messageId ? await readMessageWay(deps, organisation.id, messageId) : null
  const help = helpContact(visit)
  return (
    <div className="stack w-full">
      {way && <MessageSteps visit={visit} way={way} />}
      {(way?.state === 'refused' || way?.state === 'given-up') && <p className="error">{say('code.way.refused', { help })}</p>}
      {way?.state === 'unknown' && <p className="error">{say('code.way.unknown')}</p>}
      <details>
        <summary>{say(channel === 'sms' ? 'code.notReceived' : 'code.notReceivedEmail')}</summary>
        <p className="quiet">{say(channel === 'sms' ? 'code.notReceived.text' : 'code.notReceivedEmail.text', { help })}</p>
      </details>
      <ActionForm id="resend" action={resend} {...formWords(say)}>
        <input type="hidden" name="journey" value={journeyId} />
        <Button variant="second">{say('code.resend')}</Button>
      </ActionForm>
    </div>
  )
}
