import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { unlockPassword } from '@/lib/passwords/unlock-password'
import { tellLater } from '../tell-later'

type Wish = {
  organisation: Pick<Organisation, 'id'>
  personId: string
  /** the member of staff; null for the operator's command line */
  actorId: string | null
  reason: string
}

/** Ends the lock of an account, forgets its wrong passwords, and tells its owner everywhere (security.md 37). The caller has checked the right to do so. */
export async function unlockAccount(deps: Deps, { organisation, personId, actorId, reason }: Wish): Promise<void> {
  await inTransaction(deps, async (deps) => {
    await unlockPassword(deps, organisation.id, personId)
    const event = { organisationId: organisation.id, act: 'desk.account-unlocked', outcome: 'success' as const, actorId, subjectId: personId }
    await recordEvent(deps, { ...event, details: { by: actorId ? 'staff' : 'operator' }, personal: { reason: reason.trim().slice(0, 500) } })
    await tellLater(deps, { organisationId: organisation.id, personId, template: 'account-unlocked' })
  })
}
