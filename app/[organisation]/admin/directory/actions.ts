'use server'

import { changeDirectorySecret } from '@/lib/flows/change-outside-secret'
import { secretForm } from '@/lib/flows/directory/schema'
import { findSettings } from '@/lib/organisations/find-settings'
import { staffAction } from '@/lib/web/staff'
import { press } from '../press'

export const keepSecret = staffAction('directory.manage', secretForm, async (visit, { directoryPassword, ...typed }) => {
  const { deps, organisation, client, session, paths } = visit
  const how = { isSensitive: true, done: `${paths.adminDirectory}?did=secret`, fieldOf: () => 'reason' }
  const { shown } = await findSettings(deps, organisation.id)
  const of = { id: organisation.id, settings: shown }
  return press(visit, typed, how, () => changeDirectorySecret(deps, of, { actorId: session.personId, client, reason: typed.reason }, directoryPassword))
})
