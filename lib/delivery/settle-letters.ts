import { type Deps, inTransaction } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { type ClaimedLetter, moveMessage } from './store'

/** A printed letter is out of our hands, one that was not goes on waiting, and one sealed with another AUTH_SECRET never can be. */
export async function settleLetters(
  deps: Deps,
  organisationId: string,
  letters: Pick<ClaimedLetter, 'id' | 'attempts' | 'staleAt'>[],
  how: 'printed' | 'unreadable' | 'waits on',
): Promise<void> {
  const at = deps.now()
  const emptied = environment().PORTEN_DEMO ? {} : { sealedContent: null }
  for (const { id: messageId, attempts, staleAt } of letters) {
    const move = {
      printed: { to: 'handed-over' as const, fields: { gateway: 'print', handedOverAt: at, ...emptied } },
      unreadable: { to: 'given-up' as const, fields: { failedAt: at, failure: 'unreadable', ...emptied } },
      'waits on': { to: 'queued' as const, fields: { nextAttemptAt: staleAt ?? at } },
    }[how]
    await inTransaction(deps, ({ db }) => moveMessage(db, { organisationId, messageId }, { from: ['handing-over'], attempts, at, answer: how, ...move }))
  }
}
