import type { Deps } from '@/lib/core/db'
import { deleteApp, deleteApps, findApps, replaceRecoveryCodes } from './store'

/** Takes one app away; recovery codes stand in for own factors and go with the last one. False when it is not there. */
export async function removeApp(deps: Deps, organisationId: string, personId: string, id: string): Promise<boolean> {
  if (!(await deleteApp(deps.db, organisationId, personId, id))) return false
  if ((await findApps(deps.db, organisationId, personId)).length === 0) await removeCodes(deps, organisationId, personId)
  return true
}

/** Takes all of them away, and the recovery codes; returns how many there were. */
export async function removeFactors(deps: Deps, organisationId: string, personId: string): Promise<number> {
  const count = await deleteApps(deps.db, organisationId, personId)
  await removeCodes(deps, organisationId, personId)
  return count
}

const removeCodes = (deps: Deps, organisationId: string, personId: string) => replaceRecoveryCodes(deps.db, organisationId, personId, [], deps.now())
