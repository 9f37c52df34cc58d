import type { Deps } from '@/lib/core/db'
import { addressesOf, findDetails as find, listIdentifiers } from './store'

/** Everything that the register holds of a person, for the person and for staff. */
export const findDetails = (deps: Deps, organisationId: string, personId: string) => find(deps.db, organisationId, personId)

/** Postal addresses of many at once, by their ids; who is not in the register any more is left out. */
export const findAddresses = async (deps: Deps, organisationId: string, personIds: readonly string[]) =>
  new Map((await addressesOf(deps.db, organisationId, personIds)).map((person) => [person.id, person]))

/** Every name that finds the person, former ones too, as they are compared. */
export const findIdentifiers = (deps: Deps, organisationId: string, personId: string) => listIdentifiers(deps.db, organisationId, personId)
