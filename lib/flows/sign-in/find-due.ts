import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { findRememberedDevice } from '@/lib/sessions/remembered-devices'
import type { Client } from '../client'
import { factorsOfGroups } from '../own-factors/factors-of-groups'
import { findWays, isOwn } from '../own-factors/ways'
import { type Due, secondFactorFor } from './rules'

/** What is due after a right password, and why: what the person has set up and the browser are looked up only where they can matter. */
export async function findDue(deps: Deps, organisation: Organisation, person: Person, client: Client): Promise<Due> {
  const { settings } = organisation
  const hasOwnFactor = isOwn(await findWays(deps, organisation, person, client))
  const { isAsked } = await factorsOfGroups(deps, organisation, person.id)
  const due = secondFactorFor(settings, person, { isInside: client.isInside, hasOwnFactor, isAsked })
  const { deviceDays } = settings.factors
  if (deviceDays === null || (due.step !== 'own' && due.step !== 'code')) return due
  const where = { organisationId: organisation.id, personId: person.id, device: client.device }
  return (await findRememberedDevice(deps, where, deviceDays)) ? { step: 'none', why: 'device' } : due
}
