import type { Deps } from '@/lib/core/db'
import { unsealContent } from './seal-content'
import { listOfPerson } from './store'

export type OwnMessage = {
  id: string
  channel: string
  recipient: string
  template: string
  state: string
  queuedAt: Date
  handedOverAt: Date | null
  deliveredAt: Date | null
  failedAt: Date | null
  /** null where it held a code, or was emptied since */
  text: string | null
}

/** A link is its receiver's: who reads one's own data here may be a thief in an open session. */
const withoutSecrets = (text: string | null) => text?.replace(/\/go\/[\w-]+/g, '/go/…') ?? null

/** Every message to a person, newest first, for the download of their own data; or a page of them. */
export async function messagesOfPerson(
  deps: Deps,
  organisationId: string,
  personId: string,
  page: { most?: number; before?: { at: Date; id: string } | null } = {},
): Promise<OwnMessage[]> {
  const messages = await listOfPerson(deps.db, organisationId, personId, page)
  return messages.map(({ id, channel, recipient, purpose, state, createdAt, handedOverAt, deliveredAt, failedAt, holdsSecret, sealedContent }) => ({
    id,
    channel,
    recipient,
    template: purpose,
    state,
    queuedAt: createdAt,
    handedOverAt,
    deliveredAt,
    failedAt,
    text: holdsSecret ? null : withoutSecrets(unsealContent(id, sealedContent)?.text ?? null),
  }))
}
