import type { Deps } from '@/lib/core/db'
import { findRoles } from '@/lib/people/membership'

const helpers = ['caseworker', 'administrator']

/** Whether somebody may act for other people at the desk; read anew at each act, so that a role that was taken away is gone at once. */
export async function mayHelp(deps: Deps, organisationId: string, staffId: string): Promise<boolean> {
  const roles = await findRoles(deps, organisationId, staffId)
  return helpers.some((role) => roles.includes(role))
}
