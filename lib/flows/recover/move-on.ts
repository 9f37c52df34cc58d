import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { beginJourney, moveJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { askedFor, progressOf, type RecoveryData, type RecoveryJourney, recoveryKind, recoveryMinutes } from './journey'
import { awaitedProof, type RecoveryEvent, step } from './rules'

/** What happened, and whether the account was locked then. */
type Told = { event: RecoveryEvent; wasLocked?: boolean }

/**
 * Takes a way back in to where `step` says; false when it may not go there, or another tab was quicker. In `browser` when
 * it goes on in another one than it began in: the first one is then told so.
 */
export async function moveOn(deps: Deps, organisation: Organisation, journey: RecoveryJourney, { event, wasLocked }: Told, browser?: string): Promise<boolean> {
  const next = step(progressOf(journey), event, organisation.settings.recovery)
  if (!next) return false
  const { state, proved, outcome } = next
  const isCodeAwaited = awaitedProof(state) !== null
  const kept: RecoveryData = { ...journey.data, proved, outcome, wasLocked: wasLocked ?? journey.data.wasLocked }
  const data = isCodeAwaited ? { ...kept, ...askedFor(deps.now(), kept), linkHmac: '', sentBy: null, addressMessageId: null } : kept
  const { organisationId, personId } = journey
  return inTransaction(deps, async (deps) => {
    const isMoved = await moveJourney(deps, journey, browser ? { state: 'moved', isFinished: true } : { state, data, minutes: recoveryMinutes })
    if (!isMoved) return false
    const { id } = browser
      ? await beginJourney(deps, { organisationId, kind: recoveryKind, state, browser, personId, data, minutes: recoveryMinutes })
      : journey
    if (isCodeAwaited) await enqueueJob(deps, 'send-recovery', { organisationId, journeyId: id })
    return true
  })
}
