import { findRecovery } from '@/lib/flows/recover/journey'
import { readAddressWay } from '@/lib/flows/recover/read-address-way'
import { openVisit } from '@/lib/web/visit'

/** Asked by the page of a recovery: was the mail to the typed address refused? */
export async function GET() {
  const { deps, organisation, client } = await openVisit()
  const journey = await findRecovery(deps, organisation, client)
  return Response.json({ isRefused: journey !== null && (await readAddressWay(deps, organisation, journey)) === 'refused' })
}
