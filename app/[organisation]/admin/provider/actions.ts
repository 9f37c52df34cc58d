'use server'

import { changeProviderSecret } from '@/lib/flows/change-outside-secret'
import { providerSecretForm } from '@/lib/flows/provider-sign-in/schema'
import { findSettings } from '@/lib/organisations/find-settings'
import { staffAction } from '@/lib/web/staff'
import { press } from '../press'

export const keepProviderSecret = staffAction('provider.manage', providerSecretForm, async (visit, { providerPassword, ...typed }) => {
  const { deps, organisation, client, session, paths } = visit
  const { shown } = await findSettings(deps, organisation.id)
  const of = { id: organisation.id, settings: shown }
  const how = { isSensitive: true, done: `${paths.adminProvider}?did=secret`, fieldOf: () => 'reason' }
  return press(visit, typed, how, () => changeProviderSecret(deps, of, { actorId: session.personId, client, reason: typed.reason }, providerPassword))
})
