import type { Deps } from '@/lib/core/db'
import { type KindsOfFactors, kindsOfFactors } from '@/lib/factors/kinds-of-factors'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { hasSecondFactor } from '@/lib/sessions/rules'
import type { Client } from '../client'

/** How somebody may answer for the second factor. */
export const ways = ['passkey', 'app', 'sms', 'recovery-code'] as const
export type Way = (typeof ways)[number]
/** Those that the person set up, and not the register. */
export const ownWays = ['passkey', 'app', 'recovery-code'] as const
export type OwnWay = (typeof ownWays)[number]

const none: KindsOfFactors = { hasApp: false, passkeyHosts: [], hasUnusedCode: false }

type Reachable = Pick<Person, 'id' | 'mobile' | 'mobileValidatedAt'>

/** The ways of a person at a host, the one that is asked for first: an own factor before a text message, codes on paper last. */
export async function findWays(deps: Deps, organisation: Organisation, person: Reachable, { host }: Pick<Client, 'host'>): Promise<Way[]> {
  const { areAppsOffered, arePasskeysOffered } = organisation.settings.factors
  const own = areAppsOffered || arePasskeysOffered ? await kindsOfFactors(deps, organisation.id, person.id) : none
  const hasApp = areAppsOffered && own.hasApp
  const hasPasskey = arePasskeysOffered && own.passkeyHosts.length > 0
  const isThere: Record<Way, boolean> = {
    passkey: hasPasskey && own.passkeyHosts.includes(host),
    app: hasApp,
    sms: person.mobile !== null && person.mobileValidatedAt !== null,
    'recovery-code': (hasApp || hasPasskey) && own.hasUnusedCode,
  }
  return ways.filter((way) => isThere[way])
}

/** Whether the ways hold one that the person set up, and not only what the register knows. */
export const isOwn = (ways: readonly Way[]) => ownWays.some((way) => ways.includes(way))

/**
 * Whether somebody who is signed in has a second factor and has not shown it: on the trusted network, say. Own factors
 * are neither set up nor removed before that, or a stolen password would be enough (keycloak/keycloak#21837).
 */
export const isProofDue = (ways: readonly Way[], proved: readonly string[]) => ways.length > 0 && !hasSecondFactor(proved)
