import type { Deps } from '@/lib/core/db'
import { findDetails as find, listIdentifiers } from './store'

/** Everything that the register holds of a person, for the person and for staff. */
export const findDetails = (deps: Deps, organisationId: string, personId: string) => find(deps.db, organisationId, personId)

/** Every name that finds the person, former ones too, as they are compared. */
export const findIdentifiers = (deps: Deps, organisationId: string, personId: string) => listIdentifiers(deps.db, organisationId, personId)
