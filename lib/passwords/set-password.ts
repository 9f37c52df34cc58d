import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { type BreachedSet, fileBreachedSet } from './breached-set'
import { type BrokenRule, findBrokenRules } from './find-broken-rules'
import { homeOf } from './home'
import type { PasswordOwner } from './rules'
import { findFormerHashes, findPassword } from './store'

export type NewPassword = {
  organisation: Organisation
  person: PasswordOwner & { id: string }
  newPassword: string
  /** where the person has just proved it */
  formerPassword?: string
  by: 'person' | 'staff' | 'import'
  breached?: BreachedSet
}

/** Every rule of the portal's own policy that the new password breaks; nothing is changed. */
export async function checkNewPassword(deps: Deps, change: NewPassword): Promise<BrokenRule[]> {
  return (await judge(deps, change)).broken
}

/**
 * Sets the password if it keeps every rule of the policy, and those of a directory where it lives in one; otherwise tells
 * all that it breaks. Ends no sessions and sends nothing: flows do. In a transaction it comes last, since a directory
 * takes nothing back. Of two changes at once the later one is checked anew against the earlier.
 */
export async function setPassword(deps: Deps, change: NewPassword): Promise<Result<null, BrokenRule[]>> {
  const { organisation, person, newPassword: typed, formerPassword, by } = change
  const { broken, present } = await judge(deps, change)
  if (broken.length > 0) return failure(broken)
  const put = await homeOf(organisation).put(deps, { organisation, person, typed, former: formerPassword ?? null, by, present })
  if (put.ok) return success(null)
  return put.failure === 'changed' ? setPassword(deps, change) : failure(put.failure)
}

async function judge(deps: Deps, { organisation, person, newPassword: typed, by, breached = fileBreachedSet() }: NewPassword) {
  const policy = organisation.settings.passwords
  const present = await findPassword(deps.db, organisation.id, person.id)
  const formerHashes = policy.history > 0 ? await findFormerHashes(deps.db, organisation.id, person.id, policy.history) : []
  return { present, broken: await findBrokenRules({ policy, owner: person, typed, by, present, formerHashes, breached, now: deps.now() }) }
}
