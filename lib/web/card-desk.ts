import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import type { Deps } from '@/lib/core/db'
import { findAsker, issueTo } from '@/lib/elections/issue-card'
import { cardWish } from '@/lib/elections/schema'
import { mustEnrol } from '@/lib/flows/own-factors/factors-of-groups'
import type { Organisation } from '@/lib/organisations/schema'
import { livePerson } from '@/lib/sessions/live-person'
import { cookiesOf, headOf } from './bare-request'
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
  const id = z.uuid().safeParse(cardPath.exec(path)?.[1])
  if (!id.success) return answer(404)
  const who = livePerson(deps, organisation.id, cookiesOf(request).get(cookieNames.session(organisation.slug)))
  const asker = who && (await findAsker(deps, organisation.id, id.data, who))
  if (!asker || (await mustEnrol(deps, organisation, asker.personId))) return answer(401)
  if (!asker.place) return answer(404)
  const wish = cardWish.safeParse(await json(request).catch(() => null))
  if (!wish.success || !isFromHere(headOf(request), String(request.headers[stamp.host] ?? ''))) return answer(400)
  const issued = await issueTo(deps, organisation.id, asker, { electionId: id.data, blinded: wish.data.blinded })
  if (issued.ok) return answer(200, { signature: issued.value })
  if (issued.failure === 'votes.card.gone') return answer(404)
  answer(409, { problem: problems[issued.failure] })
}
