import { findRecovery } from '@/lib/flows/recover/journey'
import { isAddressAnswered, type RecoveryState } from '@/lib/flows/recover/rules'
import { isAnswerToForm, type Visit } from '@/lib/web/visit'
import { codeQuery } from '../code-query'

const pages: Record<RecoveryState, string> = {
  'awaiting-code': '/code',
  'awaiting-second-code': '/second-code',
  'told-user-name': '/user-name/sent',
  answered: '/user-name/sent',
  'awaiting-own-factor': '/factor',
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

/** After a code was asked for; where a typed address is written to, forms that JavaScript did not send lead to a page that waits (H5). */
export async function afterAsking(visit: Visit, { isAgain = false } = {}): Promise<string> {
  const { deps, organisation, client } = visit
  const typed = (await findRecovery(deps, organisation, client))?.data.typed ?? ''
  const isWaiting = isAddressAnswered(organisation.settings.recovery, typed) && !(await isAnswerToForm())
  return `${await afterRecovery(visit)}${codeQuery({ isAgain, isWaiting })}`
}
