import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import type { BrokenRule } from '@/lib/passwords/find-broken-rules'
import { allOrNothing } from '../all-or-nothing'
import type { Client } from '../client'
import { type Changed, changeMobile, type MobileFailure } from './change-mobile'
import { changePassword } from './change-password'
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
    if (newPassword) {
      const password = await changePassword(deps, organisation, client, proof, newPassword)
      if (!password.ok) return failure(password.failure === 'details.ended' ? { mobile: password.failure } : { password: password.failure })
    }
    const changed = await changeMobile(deps, organisation, client, proof, mobile)
    if (!changed.ok) return failure({ mobile: changed.failure })
    return success(changed.value === 'unchanged' && newPassword ? 'saved' : changed.value)
  })
}
