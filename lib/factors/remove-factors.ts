import type { Deps } from '@/lib/core/db'
import { deleteApp, deleteApps, deletePasskey, deletePasskeys, findApps, findPasskeys, replaceRecoveryCodes } from './store'

/** Takes one app or passkey away, and tells which it was; recovery codes stand in for own factors and go with the last one. Null when it is not there. */
export async function removeFactor(deps: Deps, organisationId: string, personId: string, id: string): Promise<'app' | 'passkey' | null> {
  const isApp = await deleteApp(deps.db, organisationId, personId, id)
  if (!isApp && !(await deletePasskey(deps.db, organisationId, personId, id))) return null
  const [apps, passkeys] = [await findApps(deps.db, organisationId, personId), await findPasskeys(deps.db, organisationId, personId)]
  if (apps.length + passkeys.length === 0) await removeCodes(deps, organisationId, personId)
  return isApp ? 'app' : 'passkey'
}

/** Takes all of them away, and the recovery codes; returns how many there were. */
export async function removeFactors(deps: Deps, organisationId: string, personId: string): Promise<number> {
  const apps = await deleteApps(deps.db, organisationId, personId)
  const passkeys = await deletePasskeys(deps.db, organisationId, personId)
  await removeCodes(deps, organisationId, personId)
  return apps + passkeys
}

const removeCodes = (deps: Deps, organisationId: string, personId: string) => replaceRecoveryCodes(deps.db, organisationId, personId, [], deps.now())
