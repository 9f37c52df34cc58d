import type { Deps } from '@/lib/core/db'
import { beginJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { Client } from '../client'
import { type SignInData, type SignInJourney, signInMinutes } from './journey'

/** First of two pages: keeps what was typed, whoever it belongs to. Nobody is looked up here. */
export function beginSignIn(deps: Deps, organisation: Organisation, client: Client, identifier: string, returnTo: string | null): Promise<SignInJourney> {
  const data: SignInData = { identifier, wishesToBeRemembered: false, isByFormerName: false, failuresBefore: 0, returnTo }
  return beginJourney(deps, {
    organisationId: organisation.id,
    kind: 'sign-in',
    state: 'awaiting-password',
    browser: client.browser,
    personId: null,
    data,
    minutes: signInMinutes,
  })
}
