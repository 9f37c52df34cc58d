import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import type { Deps } from '@/lib/core/db'
import { findElectionOf } from '@/lib/elections/find-election'
import { issueCard } from '@/lib/elections/issue-card'
import { cardWish } from '@/lib/elections/schema'
import { mustEnrol } from '@/lib/flows/own-factors/factors-of-groups'
import type { Organisation } from '@/lib/organisations/schema'
import { findSession } from '@/lib/sessions/find-session'
import { cookiesOf } from './bare-request'
import { cookieNames } from './cookie-names'
import { isFromHere } from './origin'
import { stamp } from './stamps'

// Voting cards are handed out before Next.js: before the end of a vote everybody comes at once, and that way each costs a fraction.

const cardPath = /^\/votes\/([^/]+)\/card$/
const problems = { 'votes.card.elsewhere': 'elsewhere', 'votes.card.byPost': 'elsewhere', 'votes.card.over': 'over' } as const

type Asked = { deps: Deps; organisation: Organisation; request: IncomingMessage; response: ServerResponse }

export const isCardWish = (method: string | undefined, path: string) => method === 'POST' && cardPath.test(path)

/** Signs a voting card that the browser has blinded. No line, message or row of the log tells that it was asked for. */
export async function answerCard({ deps, organisation, request, response }: Asked, path: string): Promise<void> {
  const answer = (status: number, body?: object) => {
    response.writeHead(status, body && { 'Content-Type': 'application/json' })
    response.end(body && JSON.stringify(body))
  }
  const head = { get: (name: string) => (request.headers[name] === undefined ? null : String(request.headers[name])) }
  const session = await findSession(deps, organisation.id, cookiesOf(request).get(cookieNames.session(organisation.slug)))
  if (!session || (await mustEnrol(deps, organisation, session.personId))) return answer(401)
  const id = z.uuid().safeParse(cardPath.exec(path)?.[1])
  if (!id.success) return answer(404)
  const wish = cardWish.safeParse(await json(request).catch(() => null))
  if (!wish.success || !isFromHere(head, String(request.headers[stamp.host] ?? '')))
    return answer((await findElectionOf(deps, organisation.id, session.personId, id.data)) ? 400 : 404)
  const issued = await issueCard(deps, organisation.id, { electionId: id.data, personId: session.personId, blinded: wish.data.blinded })
  if (issued.ok) return answer(200, { signature: issued.value })
  if (issued.failure === 'votes.card.gone') return answer(404)
  answer(409, { problem: problems[issued.failure] })
}
