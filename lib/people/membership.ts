import type { Deps, Piece } from '@/lib/core/db'
import type { Grant } from '@/lib/permissions/rules'
import { deleteStaffRoles, firstSignInPiece, grantsOf, groupsOf, markFirstSignIn } from './store'

/** Names of the groups that a person belongs to. */
export const findGroups = (deps: Deps, organisationId: string, personId: string) => groupsOf(deps.db, organisationId, personId)

/** The roles that a person has, with what each is bounded to. */
export const findGrants = (deps: Deps, organisationId: string, personId: string): Promise<Grant[]> => grantsOf(deps.db, organisationId, personId)

/** Once only: the first sign-in stays the first. */
export const rememberFirstSignIn = (deps: Deps, organisationId: string, personId: string) => markFirstSignIn(deps.db, organisationId, personId, deps.now())

/** The same, to be written along with the session. */
export const firstSignInAlong = (deps: Deps, organisationId: string, personId: string): Piece => firstSignInPiece(organisationId, personId, deps.now())

/** Takes away every role in which people see others; returns how many. */
export const takeStaffRoles = (deps: Deps, organisationId: string, personId: string) => deleteStaffRoles(deps.db, organisationId, personId)
