import type { OrganisationSettings } from '@/lib/organisations/schema'

/** Roles that see other people's data: their sessions are shorter and never remembered. */
export const staffRoles = ['caseworker', 'editor', 'election-officer', 'administrator'] as const

export const isStaff = (roles: readonly string[]) => staffRoles.some((role) => roles.includes(role))

/** What a sign-in may begin with: the password, or another provider's word. What is proved beside it is a second factor. */
const firstFactors = ['password', 'provider']

export const hasSecondFactor = (factors: readonly string[]) => factors.some((factor) => !firstFactors.includes(factor))

/** Whether a sign-in proves enough to see other people: two factors, wherever it came from (security.md 49). */
export function provesStaff(factors: readonly string[]): boolean {
  // A passkey proves the device and, as we ask for it, what opens the device: it stands for both.
  return factors.includes('passkey') || (factors.some((factor) => firstFactors.includes(factor)) && hasSecondFactor(factors))
}

/** How long a session lives (security.md 45). A remembered one has no idle limit of its own. */
export function sessionLengths(
  { sessions, signIn }: Pick<OrganisationSettings, 'sessions' | 'signIn'>,
  { roles, wishesToBeRemembered }: { roles: readonly string[]; wishesToBeRemembered: boolean },
): { idleMinutes: number; absoluteMinutes: number; isRemembered: boolean } {
  if (isStaff(roles)) return { idleMinutes: sessions.staffIdleMinutes, absoluteMinutes: sessions.staffAbsoluteHours * 60, isRemembered: false }
  if (wishesToBeRemembered && signIn.rememberDays !== null) {
    const minutes = signIn.rememberDays * 24 * 60
    return { idleMinutes: minutes, absoluteMinutes: minutes, isRemembered: true }
  }
  return { idleMinutes: sessions.idleMinutes, absoluteMinutes: sessions.absoluteHours * 60, isRemembered: false }
}

/** Whether the password was proved so lately that a sensitive change need not ask for it again. */
export function isFresh(authenticatedAt: Date, freshMinutes: number, now: Date): boolean {
  return now.getTime() - authenticatedAt.getTime() < freshMinutes * 60_000
}
