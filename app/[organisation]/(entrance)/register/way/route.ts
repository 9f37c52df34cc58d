import { isAddressRefused } from '@/lib/flows/register/is-address-refused'
import { findRegistration } from '@/lib/flows/register/journey'
import { openVisit } from '@/lib/web/visit'

/** Asked by the page that waits for the proof: was the mail to the typed address refused? */
export async function GET() {
  const { deps, organisation, client } = await openVisit()
  const journey = await findRegistration(deps, organisation, client)
  return Response.json({ isRefused: journey !== null && (await isAddressRefused(deps, organisation, journey)) })
}
