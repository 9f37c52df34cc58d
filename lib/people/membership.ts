import type { Deps } from '@/lib/core/db'
import { groupsOf, markFirstSignIn, rolesOf } from './store'

/** Names of the groups that a person belongs to. */
export const findGroups = (deps: Deps, organisationId: string, personId: string) => groupsOf(deps.db, organisationId, personId)

export const findRoles = (deps: Deps, organisationId: string, personId: string) => rolesOf(deps.db, organisationId, personId)

/** Once only: the first sign-in stays the first. */
export const rememberFirstSignIn = (deps: Deps, organisationId: string, personId: string) => markFirstSignIn(deps.db, organisationId, personId, deps.now())
