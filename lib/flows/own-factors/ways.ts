import type { Deps } from '@/lib/core/db'
import { hasOwnFactor, listFactors } from '@/lib/factors/list-factors'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'

/** How somebody may answer for the second factor. */
export const ways = ['app', 'sms', 'recovery-code'] as const
export type Way = (typeof ways)[number]

type Reachable = Pick<Person, 'id' | 'mobile' | 'mobileValidatedAt'>

/** The ways of a person, the one that is asked for first: an own factor before a text message, codes on paper last. */
export async function findWays(deps: Deps, organisation: Organisation, person: Reachable): Promise<Way[]> {
  const own = organisation.settings.factors.areAppsOffered ? await listFactors(deps, organisation.id, person.id) : null
  const hasOwn = own !== null && hasOwnFactor(own)
  const isThere: Record<Way, boolean> = {
    app: hasOwn,
    sms: person.mobile !== null && person.mobileValidatedAt !== null,
    'recovery-code': hasOwn && (own.recoveryCodes?.left ?? 0) > 0,
  }
  return ways.filter((way) => isThere[way])
}

/** Whether the ways hold one that the person set up, and not only what the register knows. */
export const isOwn = (ways: readonly Way[]) => ways.includes('app')

/**
 * Whether somebody who is signed in has a second factor and has not shown it: on the trusted network, say. Own factors
 * are neither set up nor removed before that, or a stolen password would be enough (keycloak/keycloak#21837).
 */
export const isProofDue = (ways: readonly Way[], proved: readonly string[]) => ways.length > 0 && !proved.some((factor) => factor !== 'password')
