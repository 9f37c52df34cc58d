import type { Deps } from '@/lib/core/db'
import { findJourney, type Journey } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { Client } from '../client'
import type { Reason } from './rules'

/** What a sign-in remembers from page to page. States: see `sign-in.mermaid`. */
export type SignInData = {
  identifier: string
  wishesToBeRemembered: boolean
  isByFormerName: boolean
  failuresBefore: number
  returnTo: string | null
  why?: Reason
  /** what was proved first, where that was no password */
  first?: 'provider'
  /** when, where that was not now; milliseconds */
  provedAt?: number
}
export type SignInJourney = Journey<SignInData>

/** How long a begun sign-in waits for its next step; minutes. */
export const signInMinutes = 30

export function findSignIn(deps: Deps, organisation: Organisation, client: Pick<Client, 'browser'>, id?: string | null): Promise<SignInJourney | null> {
  return findJourney<SignInData>(deps, { organisationId: organisation.id, kind: 'sign-in', browser: client.browser, id })
}
