import type { Deps } from '@/lib/core/db'
import { readRecipient } from '@/lib/delivery/read-recipient'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { findPasswordState } from '@/lib/passwords/find-password-state'
import { findAdministrators } from '@/lib/people/find-administrators'
import type { Person } from '@/lib/people/rules'

export type LockOut = 'settings.lockOut.firstInside' | 'settings.lockOut.administrators' | 'settings.lockOut.directory'

/**
 * Why nobody could undo these settings from inside any more, as far as it can be known. Staff always prove a password and
 * a code by SMS: an administrator needs a name that is accepted, a password, and a proved number in a country that gets messages.
 */
export async function findLockOuts(deps: Deps, organisationId: string, settings: OrganisationSettings): Promise<LockOut[]> {
  const { signIn, trustedNetworks, directory } = settings
  const isNeverInside = signIn.isFirstInsideOnly && trustedNetworks.length === 0
  const administrators = (await findAdministrators(deps, organisationId)).filter((person) => couldSignIn(settings, person))
  const isThere = directory.kind !== 'none'
  const problem = isThere && administrators.length > 0 ? 'settings.lockOut.directory' : 'settings.lockOut.administrators'
  const isSomebodyLeft = isThere
    ? await isKnownThere(deps, organisationId, settings, administrators)
    : await hasOwnPassword(deps, organisationId, administrators)
  return [...(isNeverInside ? (['settings.lockOut.firstInside'] as const) : []), ...(isSomebodyLeft ? [] : [problem as LockOut])]
}

async function hasOwnPassword(deps: Deps, organisationId: string, people: readonly Person[]): Promise<boolean> {
  for (const { id } of people) if ((await findPasswordState(deps, organisationId, id)).hasPassword) return true
  return false
}

/** A directory that is in force already is not asked: while it is away, all else must still be changed. */
async function isKnownThere(deps: Deps, organisationId: string, settings: OrganisationSettings, people: readonly Person[]): Promise<boolean> {
  const { directory } = settings
  const inForce = (await listOrganisations(deps)).find(({ id }) => id === organisationId)?.settings.directory
  if (JSON.stringify(inForce) === JSON.stringify(directory)) return people.length > 0
  const { readStateThere } = await import('@/lib/directory/ask-directory') // of no use to a portal without directories
  for (const person of people) {
    const name = person[directory.matches]
    const entry = name ? await readStateThere(deps, { id: organisationId, settings }, name) : null
    if (entry && !entry.isClosed) return true
  }
  return false
}

function couldSignIn({ signIn, limits, country }: OrganisationSettings, person: Person): boolean {
  if (!signIn.identifiers.some((kind) => person[kind] !== null)) return false
  if (!person.mobile || !person.mobileValidatedAt) return false
  const to = readRecipient('sms', person.mobile, country).country ?? country
  return limits.smsCountries.includes(to)
}
