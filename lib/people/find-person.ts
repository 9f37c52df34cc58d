import type { Deps } from '@/lib/core/db'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import type { Reach } from '@/lib/permissions/rules'
import { identifierKey, type Person } from './rules'
import { findById, findByIdentifier, isWithin } from './store'

/** Whoever answers to a typed name of any kind; for staff and the command line. */
export function findPersonByIdentifier(deps: Deps, organisationId: string, typed: string): Promise<Person | null> {
  return findByIdentifier(deps.db, organisationId, identifierKey(typed))
}

export function findPerson(deps: Deps, organisationId: string, id: string): Promise<Person | null> {
  return findById(deps.db, organisationId, id)
}

/** Whether staff whose right reaches these people may know of this one. */
export function isWithinReach(deps: Deps, organisationId: string, id: string, reach: Reach): Promise<boolean> {
  return isWithin(deps.db, organisationId, id, reach)
}

/** Whoever may sign in with what was typed, by the kinds of name that the organisation accepts. */
export async function findPersonWhoSignsIn(
  deps: Deps,
  organisation: { id: string; settings: Pick<OrganisationSettings, 'signIn'> },
  typed: string,
): Promise<{ person: Person; isByFormerName: boolean } | null> {
  const value = identifierKey(typed)
  const found = await findByIdentifier(deps.db, organisation.id, value)
  if (!found) return null
  const { identifiers, formerUsernames } = organisation.settings.signIn
  const isAccepted = found.isFormer
    ? formerUsernames.isAccepted
    : identifiers.some((kind) => {
        const own = found[kind]
        return own !== null && identifierKey(own) === value
      })
  return isAccepted ? { person: found, isByFormerName: found.isFormer } : null
}

/** Whoever has this very name now, of one kind; an e-mail address only when it was proved to be theirs. */
export async function findPersonByName(deps: Deps, organisationId: string, kind: 'username' | 'email' | 'memberNumber', name: string): Promise<Person | null> {
  const value = identifierKey(name)
  const found = await findByIdentifier(deps.db, organisationId, value)
  const own = found?.[kind]
  if (!found || found.isFormer || own == null || identifierKey(own) !== value) return null
  return kind === 'email' && !found.emailValidatedAt ? null : found
}
