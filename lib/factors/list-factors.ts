import type { Deps } from '@/lib/core/db'
import { readRecoveryCodes } from './recovery-codes'
import { findApps } from './store'

/** What a person has set up beside the password, without its secrets. */
export async function listFactors(deps: Deps, organisationId: string, personId: string) {
  const apps = await findApps(deps.db, organisationId, personId)
  return {
    apps: apps.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    recoveryCodes: await readRecoveryCodes(deps, organisationId, personId),
  }
}

export type OwnFactors = Awaited<ReturnType<typeof listFactors>>

/** Whether the person has more than what the register knows to prove themselves by. */
export const hasOwnFactor = ({ apps }: OwnFactors) => apps.length > 0
