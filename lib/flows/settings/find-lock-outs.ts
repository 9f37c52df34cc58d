import type { Deps } from '@/lib/core/db'
import { readRecipient } from '@/lib/delivery/read-recipient'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { findPasswordState } from '@/lib/passwords/find-password-state'
import { findAdministrators } from '@/lib/people/find-administrators'
import type { Person } from '@/lib/people/rules'

export type LockOut = 'settings.lockOut.firstInside' | 'settings.lockOut.administrators'

/**
 * Why nobody could undo these settings from inside any more, as far as it can be known. Staff always prove a password and
 * a code by SMS: an administrator needs a name that is accepted, a password, and a proved number in a country that gets messages.
 */
export async function findLockOuts(deps: Deps, organisationId: string, settings: OrganisationSettings): Promise<LockOut[]> {
  const { signIn, trustedNetworks } = settings
  const isNeverInside = signIn.isFirstInsideOnly && trustedNetworks.length === 0
  const administrators = (await findAdministrators(deps, organisationId)).filter((person) => couldSignIn(settings, person))
  let isSomebodyLeft = false
  for (const { id } of administrators) isSomebodyLeft ||= (await findPasswordState(deps, organisationId, id)).hasPassword
  return [...(isNeverInside ? (['settings.lockOut.firstInside'] as const) : []), ...(isSomebodyLeft ? [] : (['settings.lockOut.administrators'] as const))]
}

function couldSignIn({ signIn, limits, country }: OrganisationSettings, person: Person): boolean {
  if (!signIn.identifiers.some((kind) => person[kind] !== null)) return false
  if (!person.mobile || !person.mobileValidatedAt) return false
  const to = readRecipient('sms', person.mobile, country).country ?? country
  return limits.smsCountries.includes(to)
}
