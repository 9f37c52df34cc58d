import type { Deps } from '@/lib/core/db'
import { readRecoveryCodes } from './recovery-codes'
import { findApps, findPasskeys } from './store'

/** What a person has set up beside the password, without its secrets. */
export async function listFactors(deps: Deps, organisationId: string, personId: string) {
  const apps = await findApps(deps.db, organisationId, personId)
  const passkeys = await findPasskeys(deps.db, organisationId, personId)
  return {
    passkeys: passkeys.map(({ id, name, host, createdAt, lastUsedAt }) => ({ id, name, host, createdAt, lastUsedAt })),
    apps: apps.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    recoveryCodes: await readRecoveryCodes(deps, organisationId, personId),
  }
}

export type OwnFactors = Awaited<ReturnType<typeof listFactors>>

/** Whether the person has more than what the register knows to prove themselves by. */
export const hasOwnFactor = ({ apps, passkeys }: OwnFactors) => apps.length + passkeys.length > 0
