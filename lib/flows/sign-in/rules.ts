import type { OrganisationSettings } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'

/**
 * What is due after a right password (S1, S4, S5, M8). A number that nobody proved takes no code (security.md 17). Who has
 * set up an own factor is asked for it outside the network, also where the organisation asks nobody for a code.
 */
export function secondFactorFor(
  { secondFactor, signIn }: Pick<OrganisationSettings, 'secondFactor' | 'signIn'>,
  person: Pick<Person, 'mobile' | 'mobileValidatedAt' | 'firstSignedInAt'>,
  { isInside, hasOwnFactor }: { isInside: boolean; hasOwnFactor: boolean },
): 'none' | 'own' | 'code' | 'no-number' | 'first-inside' {
  if (signIn.isFirstInsideOnly && person.firstSignedInAt === null && !isInside) return 'first-inside'
  const isDue = secondFactor === 'always' || (!isInside && (secondFactor === 'outside' || hasOwnFactor))
  if (!isDue) return 'none'
  if (hasOwnFactor) return 'own'
  return person.mobile && person.mobileValidatedAt ? 'code' : 'no-number'
}

/** security.md 53: so many wrong passwords before the right one are told to the owner. */
export const failuresWorthTelling = 3
