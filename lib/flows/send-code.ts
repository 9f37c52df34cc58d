import { recordEvent } from '@/lib/audit/record-event'
import { findSentCode } from '@/lib/codes/check-code'
import { type CodePurpose, issueCode, rememberMessage } from '@/lib/codes/issue-code'
import { type Deps, inTransaction, outside } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { TemplateName } from '@/lib/delivery/templates'
import { withdrawMessage } from '@/lib/delivery/withdraw-message'
import type { Organisation } from '@/lib/organisations/schema'
import type { Language } from '@/lib/words/language'
import type { Values } from '@/lib/words/speak'
import { type Client, codeRequestsHere, whereFrom } from './client'
import { countHere } from './count-here'

export type SendCodeFailure = 'code.pause' | 'code.dead' | 'delivery.tooMany' | 'delivery.countryClosed' | 'signIn.tooManyFromHere'

type Sending = {
  organisation: Organisation
  journeyId: string
  purpose: CodePurpose
  template: TemplateName
  personId: string | null
  channel: 'sms' | 'email'
  recipient: string
  language: Language
  client: Client
  link?: string
  /** what the message says beside the code */
  values?: Values
}

/** Makes a code and its message together: there is never a message without its code, nor a code without its message. */
export async function sendCode(deps: Deps, sending: Sending): Promise<Result<null, SendCodeFailure>> {
  const { organisation, journeyId, purpose, personId, client, language } = sending
  if (await countHere(outside(deps), organisation, client, codeRequestsHere(organisation, client))) return failure('signIn.tooManyFromHere')
  const event = { organisationId: organisation.id, act: 'code.sent', subjectId: personId, personal: whereFrom(client) }
  const details = { purpose, channel: sending.channel }
  const code = { organisation, journeyId, purpose, personId }
  try {
    await inTransaction(deps, async (deps) => {
      const former = await findSentCode(deps, code)
      const issued = await issueCode(deps, code)
      if (!issued.ok) throw new NotSent(issued.failure)
      if (former?.messageId) await withdrawMessage(deps, organisation.id, former.messageId)
      const message = await queueMessage(deps, {
        organisation,
        personId,
        channel: sending.channel,
        recipient: sending.recipient,
        language,
        template: sending.template,
        values: { ...sending.values, code: issued.value.code, reference: issued.value.reference, minutes: organisation.settings.codes.lifeMinutes },
        reference: issued.value.reference,
        host: client.host,
        link: sending.link,
        holdsSecret: true,
        staleAt: issued.value.expiresAt,
      })
      if (!message.ok) throw new NotSent(message.failure)
      await rememberMessage(deps, code, message.value.messageId)
      await recordEvent(deps, { ...event, outcome: 'success', details: { ...details, reference: issued.value.reference } })
    })
    return success(null)
  } catch (error) {
    if (!(error instanceof NotSent)) throw error
    await recordEvent(outside(deps), { ...event, outcome: 'failure', details: { ...details, why: error.reason } })
    return failure(error.reason)
  }
}

/** Rolls the transaction back: a code that nobody was sent must not replace the one that somebody has. */
class NotSent extends Error {
  constructor(readonly reason: SendCodeFailure) {
    super(reason)
  }
}
