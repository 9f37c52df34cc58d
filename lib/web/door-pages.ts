import { type IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip as compress } from 'node:zlib'
import { chooseLanguage, isInsideNetwork, wantedLanguages } from '@/lib/organisations/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { cookiesOf } from './bare-request'
import { cookieNames } from './cookie-names'
import type { Place } from './place-request'
import { stamp } from './stamps'

const gzip = promisify(compress)

/** The pages to which everybody comes at once when a vote opens: for strangers they differ by what `DoorView` says alone. */
const doors = ['/sign-in']

/** A notice that begins or ends is seen at most this late; milliseconds. */
const freshFor = 5_000
/** Each some 40 kB. */
const mostPages = 200

/** All that such a page may depend on. Nothing else of the request reaches its drawing. */
export type DoorView = { key: string; headers: Record<string, string> }

type Drawn = { at: number; nonce: string; status: number; headers: [name: string, value: string][]; page: string }

type Draw = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What a request for a page at the door sees of it; null where it must be drawn for this request alone. */
export function viewOfDoor(request: IncomingMessage, place: Place, organisation: Organisation, isDemo: boolean): DoorView | null {
  const { headers } = request
  if (request.method !== 'GET' || !doors.includes(place.path) || place.url.includes('?')) return null
  if (headers.rsc || headers['next-action'] || headers.authorization) return null
  if (organisation.settings.factors.arePasskeysOffered) return null // it holds a challenge, which works once
  const cookies = cookiesOf(request)
  if (cookies.get(cookieNames.session(organisation.slug))) return null

  const language = chooseLanguage(organisation.settings.languages, [
    cookies.get(cookieNames.language) ?? null,
    ...wantedLanguages(headers['accept-language'] ?? null),
  ])
  const choice = isDemo ? (['inside', 'outside'].find((side) => side === cookies.get(cookieNames.demoNetwork)) ?? '') : ''
  const isInside = isInsideNetwork(organisation.settings, String(headers[stamp.address]))
  const told = [`${cookieNames.language}=${language}`, ...(choice ? [`${cookieNames.demoNetwork}=${choice}`] : [])]
  return {
    key: JSON.stringify([organisation.id, organisation.version, place.base, place.path, language, choice, isInside]),
    headers: { cookie: told.join('; '), accept: 'text/html' },
  }
}

/**
 * Draws each view of a page at the door once in a while and hands it out to all who ask meanwhile, everyone with a nonce
 * of their own (docs/decisions/0014-pages-at-the-door.md).
 */
export function doorPages(draw: Draw, now: () => number = Date.now) {
  const kept = new Map<string, Drawn>()
  const beingDrawn = new Set<string>()

  return async (view: DoorView, request: IncomingMessage, response: ServerResponse, nonce: string): Promise<void> => {
    const page = kept.get(view.key)
    const accepted = String(request.headers['accept-encoding'] ?? '')
    // While one request draws it anew, the others get the former one.
    if (page && (now() - page.at < freshFor || beingDrawn.has(view.key))) return send(page, accepted, response, nonce)
    beingDrawn.add(view.key)
    try {
      const drawn = { at: now(), nonce, ...(await drawAside(draw, onlyThe(view, request))) }
      if (kept.size >= mostPages) kept.clear()
      if (drawn.status === 200) kept.set(view.key, drawn)
      await send(drawn, accepted, response, nonce)
    } finally {
      beingDrawn.delete(view.key)
    }
  }
}

/** Of what a browser sent, the page sees its own address, our stamps and the view. */
function onlyThe(view: DoorView, request: IncomingMessage): IncomingMessage {
  for (const name of Object.keys(request.headers)) if (!/^(host$|x-porten-|x-forwarded-|content-security-policy$)/.test(name)) delete request.headers[name]
  Object.assign(request.headers, view.headers)
  return request
}

/** Draws on a response that leads nowhere, and returns what it would have said. */
async function drawAside(draw: Draw, request: IncomingMessage): Promise<Pick<Drawn, 'status' | 'headers' | 'page'>> {
  const aside = new ServerResponse(request)
  const pieces: Buffer[] = []
  const take = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) pieces.push(Buffer.from(chunk as string))
    return true
  }
  aside.write = take
  aside.flushHeaders = () => {}
  aside.end = (chunk?: unknown) => {
    take(chunk)
    aside.finished = true // what Next.js asks
    aside.emit('finish')
    return aside
  }
  await draw(request, aside)
  const headers = Object.entries(aside.getHeaders()).map(([name, value]): [string, string] => [name, String(value)])
  return { status: aside.statusCode, headers, page: Buffer.concat(pieces).toString('utf8') }
}

async function send(drawn: Drawn, accepted: string, response: ServerResponse, nonce: string): Promise<void> {
  const { status, headers } = drawn
  for (const [name, value] of headers) if (!response.hasHeader(name)) response.setHeader(name, value.replaceAll(drawn.nonce, nonce))
  response.statusCode = status
  const page = Buffer.from(drawn.page.replaceAll(drawn.nonce, nonce))
  const isCompressed = /\bgzip\b/.test(accepted)
  const body = isCompressed ? await gzip(page) : page
  if (isCompressed) response.setHeader('Content-Encoding', 'gzip')
  response.setHeader('Content-Length', body.length)
  response.end(body)
}
