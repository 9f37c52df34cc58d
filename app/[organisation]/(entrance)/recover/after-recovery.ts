import { findRecovery } from '@/lib/flows/recover/journey'
import type { RecoveryState } from '@/lib/flows/recover/rules'
import type { Visit } from '@/lib/web/visit'

const pages: Record<RecoveryState, string> = {
  'awaiting-code': '/code',
  'awaiting-second-code': '/second-code',
  'told-user-name': '/user-name/sent',
  answered: '/user-name/sent',
  terms: '/terms',
  choice: '/choice',
  'new-password': '/password',
  done: '/done',
}

/** The page at which this browser's recovery stands now, the latest or the one named; the beginning when there is none. */
export async function afterRecovery({ deps, organisation, client, paths }: Visit, journeyId?: string): Promise<string> {
  const journey = await findRecovery(deps, organisation, client, journeyId)
  return `${paths.recover}${journey ? pages[journey.state] : ''}`
}
