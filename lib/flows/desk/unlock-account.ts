import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import type { HomeFailure } from '@/lib/passwords/home'
import { unlockPassword } from '@/lib/passwords/unlock-password'
import { allOrNothing } from '../all-or-nothing'
import { tellLater } from '../tell-later'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

/** Ends the lock of an account, forgets its wrong passwords, and tells its owner everywhere (security.md 37). */
export async function unlockAccount(deps: Deps, organisation: Organisation, wish: DeskWish): Promise<Result<null, DeskFailure | HomeFailure>> {
  const allowed = await allowAct(deps, organisation, 'desk.unlock-account', wish)
  if (!allowed.ok) return allowed
  const { event, by } = allowed.value
  return allOrNothing<null, HomeFailure>(deps, async (deps) => {
    await recordEvent(deps, { ...event, act: 'desk.account-unlocked', outcome: 'success', details: { by } })
    await tellLater(deps, { organisationId: organisation.id, personId: wish.personId, template: 'account-unlocked' })
    const opened = await unlockPassword(deps, organisation, wish.personId)
    return opened.ok ? success(null) : opened
  })
}
