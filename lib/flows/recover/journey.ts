import { makeReference } from '@/lib/codes/issue-code'
import type { Deps } from '@/lib/core/db'
import { findJourney, type Journey } from '@/lib/journeys/journey'
import type { Linked } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { Client } from '../client'
import { awaitedProof, type Progress, type ProofWay, type RecoveryState } from './rules'

export type RecoveryData = Linked & {
  /** what is wanted back */
  wanted: 'password' | 'user-name'
  /** as typed; the worker looks it up */
  typed: string
  /** shown on the page before anybody knows whether a message went out, the same for everybody; and since when */
  reference: string
  askedAt: string
  /** how often a code was asked for, and the asking that the worker has seen to: a job that runs again sends nothing again */
  asked: number
  answered: number
  /** which way the newest code went; null for a code that nobody was sent */
  sentBy: ProofWay | null
  /** what has been proved, in order */
  proved: readonly ProofWay[]
  /** where the journey began, for the message and the audit */
  host: string
  address: string
  userAgent: string
  /** what the last page says */
  outcome: Progress['outcome']
  /** at the proof: then the end says that the account is open again (M7) */
  wasLocked: boolean
  /** of the message to a typed address, whoever's it is: its refusal is told on the page (H5) */
  addressMessageId: string | null
}
export type RecoveryJourney = Journey<RecoveryData> & { state: RecoveryState }

export const recoveryKind = 'recover'
const purposes = ['recovery', 'second-recovery'] as const
/** What the codes of a journey's present page are good for: the second code is no first one. */
export const purposeOf = ({ state }: Pick<RecoveryJourney, 'state'>) => purposes[awaitedProof(state) ?? 0]

export const progressOf = ({ state, data }: RecoveryJourney): Progress => ({ state, proved: data.proved, outcome: data.outcome })

/** A code is asked for: the page names its reference and the time at once, whether or not there is anybody to send it to. */
export const askedFor = (now: Date, { reference, asked }: { reference?: string; asked: number } = { asked: 0 }) => ({
  reference: makeReference(reference),
  askedAt: now.toISOString(),
  asked: asked + 1,
})

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
