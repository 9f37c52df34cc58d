import type { Deps } from '@/lib/core/db'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import type { SettingPath } from '@/lib/organisations/settings-parts'
import { countAccounts } from '@/lib/passwords/count-accounts'
import { countTouched as countPeople } from '@/lib/people/count-touched'
import { countSessions } from '@/lib/sessions/count-sessions'

const names = ['noMobile', 'noName', 'noProof', 'neverSignedIn', 'otherLanguage', 'formerNames', 'sessions', 'locked', 'passwords', 'firstPasswords'] as const
type Touch = { what: (typeof names)[number]; count: number }

/** Which changes ask how many people they touch, and how. Of what is not kept (a password's text) nothing can be counted. */
const asked: Record<Touch['what'], (changed: readonly SettingPath[], to: OrganisationSettings) => boolean> = {
  noMobile: (changed, to) => changed.includes('secondFactor') && to.secondFactor !== 'never',
  noName: (changed) => changed.includes('signIn.identifiers'),
  noProof: (changed, to) => to.recovery.isOpen && (changed.includes('recovery.proofs') || changed.includes('recovery.isOpen')),
  neverSignedIn: (changed, to) => to.signIn.isFirstInsideOnly && changed.includes('signIn.isFirstInsideOnly'),
  otherLanguage: (changed) => changed.includes('languages'),
  formerNames: (changed) => changed.includes('signIn.formerUsernames.isAccepted'),
  sessions: (changed) => changed.some((path) => path.startsWith('sessions.') || path === 'signIn.rememberDays'),
  locked: (changed) => changed.some((path) => path.startsWith('lock.')),
  passwords: (changed) => changed.some((path) => path.startsWith('passwords.')),
  firstPasswords: (changed) => changed.some((path) => path.startsWith('firstPassword.')),
}

/** How many people it touches that these settings become as in `to`, as far as it can be counted. */
export async function countTouched(deps: Deps, organisationId: string, changed: readonly SettingPath[], to: OrganisationSettings): Promise<Touch[]> {
  const wanted = names.filter((what) => asked[what](changed, to))
  if (wanted.length === 0) return []
  // The register may hold a million people: it is walked through once, and only where one of its counts is asked for.
  const isRegisterAsked = wanted.some((what) => !['sessions', 'locked', 'passwords', 'firstPasswords'].includes(what))
  const counted: Partial<Record<Touch['what'], number>> = {
    ...(isRegisterAsked ? await countPeople(deps, organisationId, to) : {}),
    ...(await countAccounts(deps, organisationId)),
    sessions: await countSessions(deps, organisationId),
  }
  return wanted.map((what) => ({ what, count: counted[what] ?? 0 }))
}
