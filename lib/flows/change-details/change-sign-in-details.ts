import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import type { BrokenRule } from '@/lib/passwords/find-broken-rules'
import { checkNewPassword, setPassword } from '@/lib/passwords/set-password'
import { findPerson } from '@/lib/people/find-person'
import { allOrNothing } from '../all-or-nothing'
import type { Client } from '../client'
import { type Changed, changeMobile, type MobileFailure } from './change-mobile'
import { readyForPassword } from './change-password'
import type { Proof } from './prove-password'

export type SignInDetailsFailure = { password: BrokenRule[] } | { mobile: MobileFailure }

/** Number and password from one form (S3): both are changed or neither. An empty new password stays the old one. */
export function changeSignInDetails(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  proof: Proof,
  { mobile, newPassword }: { mobile: string | null; newPassword: string },
): Promise<Result<Changed, SignInDetailsFailure>> {
  return allOrNothing<Changed, SignInDetailsFailure>(deps, async (deps) => {
    const owner = newPassword ? await findPerson(deps, organisation.id, proof.personId) : null
    const broken = owner ? await checkNewPassword(deps, { organisation, person: owner, newPassword, by: 'person' }) : []
    if (broken.length > 0) return failure({ password: broken })
    const person = newPassword ? await readyForPassword(deps, organisation, client, proof) : null
    if (newPassword && !person) return failure({ mobile: 'details.ended' })
    const changed = await changeMobile(deps, organisation, client, proof, mobile)
    if (!changed.ok) return failure({ mobile: changed.failure })
    const set = person ? await setPassword(deps, { organisation, person, newPassword, formerPassword: proof.typed, by: 'person' }) : null
    if (set && !set.ok) return failure({ password: set.failure })
    return success(changed.value === 'unchanged' && newPassword ? 'saved' : changed.value)
  })
}
