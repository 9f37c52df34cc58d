import type { Deps } from '@/lib/core/db'
import { kindsOfFactors } from '@/lib/factors/kinds-of-factors'
import type { Organisation } from '@/lib/organisations/schema'
import { findGroups } from '@/lib/people/membership'

type Wanted = { isOffered: boolean; isAsked: boolean; isRequired: boolean }

/** What the organisation wants of the groups that a person belongs to: of several the strictest. Where it says nothing of groups, nobody is looked up. */
export async function factorsOfGroups(deps: Deps, { id, settings }: Organisation, personId: string): Promise<Wanted> {
  const { offeredGroups, askedGroups, requiredGroups } = settings.factors
  if (offeredGroups.length + askedGroups.length + requiredGroups.length === 0) return { isOffered: true, isAsked: false, isRequired: false }
  const groups = await findGroups(deps, id, personId)
  const isOf = (names: readonly string[]) => names.some((name) => groups.includes(name))
  return { isOffered: offeredGroups.length === 0 || isOf(offeredGroups), isAsked: isOf(askedGroups), isRequired: isOf(requiredGroups) }
}

/** Whether somebody has to set up an app or a passkey before anything else. */
export async function mustEnrol(deps: Deps, organisation: Organisation, personId: string): Promise<boolean> {
  if (organisation.settings.factors.requiredGroups.length === 0) return false
  const { isRequired } = await factorsOfGroups(deps, organisation, personId)
  if (!isRequired) return false
  const { hasApp, passkeyHosts } = await kindsOfFactors(deps, organisation.id, personId)
  return !hasApp && passkeyHosts.length === 0
}
