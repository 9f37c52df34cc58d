import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { type BreachedSet, fileBreachedSet } from './breached-set'
import { type BrokenRule, findBrokenRules } from './find-broken-rules'
import { hashPassword } from './hash-password'
import type { PasswordOwner } from './rules'
import { deleteOldFormerHashes, findFormerHashes, findPassword, insertFormerHash, replacePassword } from './store'

export type NewPassword = {
  organisation: Organisation
  person: PasswordOwner & { id: string }
  newPassword: string
  by: 'person' | 'staff' | 'import'
  breached?: BreachedSet
}

/**
 * Sets the password if it keeps every rule of the policy, otherwise tells all that it breaks. The old one goes into the
 * history. Ends no sessions and sends nothing: flows do. The hashing happens before the transaction; of two changes at
 * once the later one is checked anew against the earlier.
 */
export async function setPassword(deps: Deps, change: NewPassword): Promise<Result<null, BrokenRule[]>> {
  const { organisation, person, newPassword: typed, by, breached = fileBreachedSet() } = change
  const policy = organisation.settings.passwords
  const present = await findPassword(deps.db, organisation.id, person.id)
  const formerHashes = policy.history > 0 ? await findFormerHashes(deps.db, organisation.id, person.id, policy.history) : []
  const now = deps.now()
  const broken = await findBrokenRules({ policy, owner: person, typed, by, present, formerHashes, breached, now })
  if (broken.length > 0) return failure(broken)
  const hash = await hashPassword(typed)
  const isSet = await inTransaction(deps, async ({ db }) => {
    if (!(await replacePassword(db, organisation.id, person.id, present, { hash, setAt: now, setBy: by }))) return false
    if (present?.hash && policy.history > 0) await insertFormerHash(db, organisation.id, person.id, present.hash, now)
    await deleteOldFormerHashes(db, organisation.id, person.id, policy.history)
    return true
  })
  return isSet ? success(null) : setPassword(deps, change)
}
