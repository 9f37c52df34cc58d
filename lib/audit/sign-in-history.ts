import type { Deps } from '@/lib/core/db'
import { eventsOfSubject } from './store'

/** What a person should recognise: who came in, who tried, and when the account was locked. */
export const signInActs = [
  'sign-in.succeeded',
  'sign-in.refused',
  'sign-in.code-refused',
  'sign-in.code-missed',
  'sign-in.passkey-refused',
  'sign-in.provider-refused',
  'sign-in.no-number',
  'sign-in.first-outside-refused',
  'details.password-refused',
  'account.locked',
] as const
export type SignInAct = (typeof signInActs)[number]

/** The person's latest sign-ins and tries, newest first. */
export function signInHistory(deps: Deps, organisationId: string, personId: string, most: number) {
  return eventsOfSubject(deps.db, organisationId, personId, [...signInActs], most)
}
