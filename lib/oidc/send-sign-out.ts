import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { openProvider, type Pages } from './open-provider'

/** Nobody looks at a page here. */
const noPages: Pages = { signOut() {}, signedOut() {}, broken() {}, async entered() {}, async leave() {} }

/** Tells a system that a session has ended, with a token signed by the organisation's key. Throws when the system does not take it. */
export async function sendSignOut(
  deps: Deps,
  organisation: Organisation,
  issuer: string,
  { clientId, personId, sid }: { clientId: string; personId: string; sid: string },
): Promise<void> {
  const provider = await openProvider(deps, organisation, issuer, noPages)
  const client = await provider?.Client.find(clientId)
  const told = client as { backchannelLogoutUri?: string; backchannelLogout: (personId: string, sid: string) => Promise<void> } | undefined // the types lack it
  if (told?.backchannelLogoutUri) await told.backchannelLogout(personId, sid)
}
