import type { Deps } from '@/lib/core/db'
import { closeRequestsFor, deleteGrant, holdAdministrators, writeGrant } from './store'

/** `groupIds` null: for the whole organisation. Who may give it, and with whom, was asked before. */
export const giveRole = (deps: Deps, organisationId: string, personId: string, role: string, groupIds: string[] | null): Promise<void> =>
  writeGrant(deps.db, organisationId, personId, role, groupIds, deps.now())

/** False when the person has it not; what somebody asked for them meanwhile is off, too. */
export async function takeRole(deps: Deps, organisationId: string, personId: string, role: string, actorId: string | null): Promise<boolean> {
  await closeRequestsFor(deps.db, organisationId, personId, role, actorId, deps.now())
  return deleteGrant(deps.db, organisationId, personId, role)
}

/** Everybody who may administrate the organisation now. In a transaction they stay so until it ends. */
export const findAdministrators = (deps: Deps, organisationId: string): Promise<string[]> => holdAdministrators(deps.db, organisationId)
