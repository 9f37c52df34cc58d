import type { Deps } from '@/lib/core/db'
import type { MessageFilter } from './schema'
import { findMessages, type ShownMessage } from './store'

/** One page, newest first, without what the messages say; `next` is what to ask for the page behind it, null at the end. */
export async function listMessages(
  deps: Deps,
  organisationId: string,
  filter: MessageFilter,
  before: string | null,
  most: number,
): Promise<{ messages: ShownMessage[]; next: string | null }> {
  const found = await findMessages(deps.db, organisationId, filter, before, most + 1)
  const messages = found.slice(0, most)
  return { messages, next: found.length > most ? (messages.at(-1)?.id ?? null) : null }
}
