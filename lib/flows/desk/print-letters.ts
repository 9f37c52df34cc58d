import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { printLetters as print } from '@/lib/delivery/print-letters'
import type { Organisation } from '@/lib/organisations/schema'

type Wish = { organisation: Organisation; messageIds?: string[]; path: string; actorId: string | null }

/** Prints letters that wait into one file, and leaves in the audit that somebody did. Returns how many. */
export async function printLetters(deps: Deps, { organisation, messageIds, path, actorId }: Wish): Promise<number> {
  const count = await print(deps, { organisation, messageIds, path })
  const event = { organisationId: organisation.id, act: 'desk.letters-printed', outcome: 'success' as const, actorId, details: { count } }
  if (count > 0) await recordEvent(deps, event)
  return count
}
