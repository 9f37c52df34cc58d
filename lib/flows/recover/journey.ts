import type { Deps } from '@/lib/core/db'
import { findJourney, type Journey } from '@/lib/journeys/journey'
import type { Linked } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { Client } from '../client'
import type { RecoveryState } from './rules'

export type RecoveryData = Linked & {
  /** what is wanted back */
  wanted: 'password' | 'user-name'
  /** as typed; the worker looks it up */
  typed: string
  /** shown on the page before anybody knows whether a message went out, the same for everybody */
  reference: string
  /** where the journey began, for the message and the audit */
  host: string
  address: string
  userAgent: string
  /** what the last page says */
  outcome: 'changed' | 'unlocked' | null
  /** at the proof: then the end says that the account is open again (M7) */
  wasLocked: boolean
  /** of the message to a typed address, whoever's it is: its refusal is told on the page (H5) */
  addressMessageId: string | null
}
export type RecoveryJourney = Journey<RecoveryData> & { state: RecoveryState }

export const recoveryKind = 'recover'
/** How long the whole way back in may take; minutes. */
export const recoveryMinutes = 30

/** The recovery of this browser, where it stands. A finished one is found for its last page. */
export async function findRecovery(
  deps: Deps,
  organisation: Organisation,
  client: Pick<Client, 'browser'>,
  id?: string | null,
): Promise<RecoveryJourney | null> {
  const journey = await findJourney<RecoveryData>(deps, { organisationId: organisation.id, kind: recoveryKind, browser: client.browser, id })
  return journey as RecoveryJourney | null
}
