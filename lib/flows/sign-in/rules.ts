import type { OrganisationSettings } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'

/** Why a code was asked for, or why not (idea 9 of security.md): the person and the desk read it in words. */
export const reasons = ['always', 'outside', 'own', 'inside', 'never', 'device', 'passkey', 'provider', 'group'] as const
export type Reason = (typeof reasons)[number]
export type Due = { step: 'none' | 'own' | 'code' | 'no-number' | 'first-inside'; why: Reason }

/**
 * What is due after a right password (S1, S4, S5, M8). A number that nobody proved takes no code (security.md 17). Who has
 * set up an own factor is asked for it outside the network, also where the organisation asks nobody for a code. `isAsked`:
 * their group always is.
 */
export function secondFactorFor(
  { secondFactor, signIn }: Pick<OrganisationSettings, 'secondFactor' | 'signIn'>,
  person: Pick<Person, 'mobile' | 'mobileValidatedAt' | 'firstSignedInAt'>,
  { isInside, hasOwnFactor, isAsked = false }: { isInside: boolean; hasOwnFactor: boolean; isAsked?: boolean },
): Due {
  const why =
    secondFactor === 'always'
      ? 'always'
      : isAsked
        ? 'group'
        : secondFactor === 'never' && !hasOwnFactor
          ? 'never'
          : isInside
            ? 'inside'
            : hasOwnFactor
              ? 'own'
              : 'outside'
  if (signIn.isFirstInsideOnly && person.firstSignedInAt === null && !isInside) return { step: 'first-inside', why }
  if (why === 'never' || why === 'inside') return { step: 'none', why }
  if (hasOwnFactor) return { step: 'own', why }
  return { step: person.mobile && person.mobileValidatedAt ? 'code' : 'no-number', why }
}

/** security.md 53: so many wrong passwords before the right one are told to the owner. */
export const failuresWorthTelling = 3
