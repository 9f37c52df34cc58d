import type { Deps } from '@/lib/core/db'
import { findJourney, type Journey } from '@/lib/journeys/journey'
import type { Linked } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { Language } from '@/lib/words/language'
import type { Client } from '../client'

/** See `register.mermaid`; `moved` has ended in this browser. */
export type RegistrationState = 'awaiting-proof' | 'new-password' | 'done' | 'taken'

export type RegistrationData = Linked & {
  email: string
  givenName: string
  familyName: string
  /** of the page: the new person is written to in it */
  language: Language
  /** shown on the page before anybody knows whose the address is */
  reference: string
  /** ISO 8601; of the latest asking, for the page's clock */
  askedAt: string
  /** the reference that the worker has seen to: a job that runs again sends nothing again */
  answered: string | null
  /** somebody answers to the address already, so no code and no link proves anything here */
  isTaken: boolean
  /** of the latest message to the address, whosever it is: its refusal is told on the page (H5) */
  messageId: string | null
}
export type RegistrationJourney = Journey<RegistrationData> & { state: RegistrationState }

export const registrationKind = 'register'
/** How long the whole registration may take; minutes. */
export const registrationMinutes = 30

/**
 * The registration of this browser, where it stands: the one that a form names, or the latest. A finished one is found
 * for its last page; none where the organisation has closed registration meanwhile.
 */
export async function findRegistration(
  deps: Deps,
  organisation: Organisation,
  client: Pick<Client, 'browser'>,
  id?: string,
): Promise<RegistrationJourney | null> {
  if (!organisation.settings.signIn.isRegistrationOpen) return null
  const journey = await findJourney<RegistrationData>(deps, { organisationId: organisation.id, kind: registrationKind, browser: client.browser, id })
  return journey as RegistrationJourney | null
}
