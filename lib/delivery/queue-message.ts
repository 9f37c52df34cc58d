import { type Deps, inTransaction } from '@/lib/core/db'
import { type Result, success } from '@/lib/core/result'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { type CapFailure, countMessage } from './count-message'
import { readRecipient } from './read-recipient'
import { sealContent } from './seal-content'
import { enqueueDelivery, insertMessage } from './store'
import { templateOf } from './templates'
import { type Letter, writeMessage } from './write-message'

export type MessageToQueue = Letter & {
  personId: string | null
  /** E.164, an address, or the number of a letter's receiver */
  recipient: string
  /** tells of something that happened; has caps of its own */
  isNotice?: boolean
  /** to the organisation's own people, who must get every one: no cap */
  isForDesk?: boolean
  /** one of very many: codes overtake it */
  isPatient?: boolean
  /** a code or link that opens something: handed over at most once, and its text emptied then */
  holdsSecret?: boolean
  /** from then on nobody can use it, and it is not sent any more */
  staleAt?: Date
}

/**
 * Puts a message into the outbox, in the transaction of `deps`: it goes out if and only if the change that it tells of
 * is kept, within two seconds; a letter waits for `printLetters`. Counted against the caps first.
 */
export async function queueMessage(deps: Deps, message: MessageToQueue): Promise<Result<{ messageId: string }, CapFailure>> {
  const { organisation, channel, recipient, personId } = message
  return inTransaction(deps, async (deps) => {
    const counted = message.isForDesk ? null : await countMessage(deps, organisation, { channel, recipient, personId, isNotice: message.isNotice })
    if (counted && !counted.ok) return counted
    const now = deps.now()
    const id = timeOrderedId(now) // the content is sealed to it
    const dueAt = channel === 'letter' ? lastDayOf(message) : now
    await insertMessage(deps.db, {
      id,
      organisationId: organisation.id,
      personId,
      channel,
      recipient,
      country: readRecipient(channel, recipient, organisation.settings.country).country,
      purpose: message.template,
      sealedContent: sealContent(id, writeMessage(message, now)),
      holdsSecret: message.holdsSecret ?? false,
      reference: message.reference ?? null,
      staleAt: message.staleAt ?? null,
      createdAt: now,
      nextAttemptAt: dueAt,
      priority: priorityOf(message),
    })
    await enqueueDelivery(deps.db, { organisationId: organisation.id, messageId: id }, dueAt.getTime() - now.getTime())
    return success({ messageId: id })
  })
}

/** The lowest goes first. Otherwise a thousand strangers who ask for the way back in would hold up the codes of all who sign in. */
function priorityOf({ template, isPatient }: MessageToQueue): number {
  if (templateOf(template).isAwaited) return -10
  return isPatient ? 10 : 0
}

/** The worker's turn of a letter: to give it up where nobody has printed it. */
function lastDayOf({ template, staleAt }: MessageToQueue): Date {
  if (!staleAt) throw new Error(`The letter ${template} needs a day after which it is of no use.`)
  return staleAt
}
