import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { adapterOf } from './adapter'
import { issuerOf } from './issuer-of'
import { findLiveClient, listLiveClients } from './store'

// OpenID Connect Front-Channel Logout 1.0: the page after signing out holds a frame of each system that wants to hear of it there.

/** A system that a session opened, and what it knows the session by. */
export type Opened = { clientId: string; sid: string }

/** So many systems are told by one page. */
const mostFrames = 20

/** Which systems are to be told in a frame that a session has ended. Ask before it ends. */
export async function listOpened(deps: Deps, organisationId: string, sessionId: string): Promise<Opened[]> {
  const view = await adapterOf(deps, organisationId, 'Session').find(sessionId)
  const opened = Object.entries(view?.authorizations ?? {}).flatMap(([clientId, { sid }]) => (sid ? [{ clientId, sid }] : []))
  if (opened.length === 0) return []
  const live = await listLiveClients(deps.db, organisationId)
  return opened.filter(({ clientId }) => live.some(({ id, frontchannelUri }) => id === clientId && frontchannelUri !== null)).slice(0, mostFrames)
}

/** The frames' addresses: each says who tells, and of which sign-in. */
export async function listFrames(deps: Deps, organisation: Organisation, opened: readonly Opened[]): Promise<string[]> {
  const found = await Promise.all(opened.map(async ({ clientId, sid }) => ({ sid, client: await findLiveClient(deps.db, organisation.id, clientId) })))
  return found.flatMap(({ sid, client }) => (client?.frontchannelUri ? [withParameters(client.frontchannelUri, { iss: issuerOf(organisation), sid })] : []))
}

function withParameters(address: string, parameters: Record<string, string>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
