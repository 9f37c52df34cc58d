import { redirect } from 'next/navigation'
import { findProved } from '@/lib/flows/recover/finish-recovery'
import type { RecoveryState } from '@/lib/flows/recover/rules'
import { openVisit } from '@/lib/web/visit'
import { afterRecovery } from './after-recovery'

/** For the pages after the code: who is not there yet, or is past it, is taken to where the journey stands (security.md 39). */
export async function requireProof(state: RecoveryState) {
  const visit = await openVisit()
  const proved = await findProved(visit.deps, visit.organisation, visit.client, [state])
  if (!proved) redirect(await afterRecovery(visit))
  return { visit, ...proved }
}
