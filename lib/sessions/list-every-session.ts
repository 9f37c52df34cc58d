import type { Deps } from '@/lib/core/db'
import { listDevicesOf, listEvery } from './store'

/** Every session of a person that is still kept, ended ones too, newest first; for the download of their own data. */
export const listEverySession = (deps: Deps, organisationId: string, personId: string) => listEvery(deps.db, organisationId, personId)

/** When each browser of the person was first and last met. */
export const listDevices = (deps: Deps, organisationId: string, personId: string) => listDevicesOf(deps.db, organisationId, personId)
