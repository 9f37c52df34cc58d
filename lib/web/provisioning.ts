import { headers } from 'next/headers'
import { environment } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import type { Result } from '@/lib/core/result'
import type { Actor } from '@/lib/flows/provisioning/actor'
import { checkToken } from '@/lib/flows/provisioning/check-token'
import type { Organisation } from '@/lib/organisations/schema'
import { partOf, readFilter } from '@/lib/scim/filter/rules'
import { isNamed, type Page, readPage, readSelection, type Selection, selected } from '@/lib/scim/rules'
import { type Filter, type JsonObject, type Problem, urn } from '@/lib/scim/schema'
import type { VersionedResource } from '@/lib/scim/version-of'
import type { Speak } from '@/lib/words/speak'
import { openVisit, type Visit } from './visit'

/** What a request of the outside system is answered with. */
export type ScimVisit = Visit & {
  actor: Actor
  address: string
  request: Request
  query: URLSearchParams
  ifMatch: string | null
}

/** Where an organisation's SCIM lies: always at the portal's own address, whatever host a request names. */
export const scimAddress = ({ slug }: Pick<Organisation, 'slug'>) => `${new URL(environment().BASE_URL).origin}/${slug}/scim/v2`

type Run<Params> = (visit: ScimVisit, params: Params) => Promise<Response>

/** Every answer of SCIM: the token first, then the work; whatever goes wrong is told in SCIM's own form (RFC 7644 3.12). */
export function scimRoute<Params = object>(run: Run<Params>) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const visit = await openVisit()
    const { deps, organisation, client, say } = visit
    try {
      const token = await checkToken(deps, organisation, client, (await headers()).get('authorization'))
      if (!token.ok) return refuse(say, token.failure)
      const address = scimAddress(organisation)
      const actor = { token: token.value, client, address }
      return await run({ ...visit, actor, address, request, query: new URL(request.url).searchParams, ifMatch: request.headers.get('if-match') }, await params)
    } catch (error) {
      const { name, message, stack, code } = error as Error & { code?: string }
      // Two requests took the same name in one instant: the database let one of them.
      if (code === 'P2002' || /23505/.test(message)) return refuse(say, { status: 409, scimType: 'uniqueness', key: 'scim.taken', values: { attribute: '' } })
      log().error({ error: { name, message, stack } }, 'a provisioning request failed')
      return refuse(say, { status: 500, key: 'scim.failure' })
    }
  }
}

const json = (body: JsonObject, status: number, head: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/scim+json; charset=utf-8', ...head } })

export function refuse(say: Speak, { status, scimType, key, values, attribute, retryAfter }: Problem & { retryAfter?: number }): Response {
  const detail = `${attribute ? `${attribute}: ` : ''}${say(key, values)}`
  return json({ schemas: [urn.error], status: String(status), ...(scimType ? { scimType } : {}), detail }, status, {
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer realm="SCIM"' } : {}),
    ...(retryAfter ? { 'Retry-After': String(retryAfter) } : {}),
  })
}

export const answer = (body: JsonObject) => json(body, 200)
export const done = () => new Response(null, { status: 204 })

/** A resource with its version; who holds that version already gets no body. */
export function answerResource({ request, query }: ScimVisit, resource: VersionedResource, status = 200): Response {
  const { version, location } = resource.meta
  const head = { ETag: version, ...(status === 201 ? { Location: location } : {}) }
  const known = request.headers.get('if-none-match')
  if (request.method === 'GET' && known !== null && isNamed(version, known)) return new Response(null, { status: 304, headers: head })
  return json(selected(resource, selectionOf(query)), status, head)
}

export const selectionOf = (query: URLSearchParams) => readSelection(query.get('attributes'), query.get('excludedAttributes'))

export type Question = { filter: Filter | null; page: Page; selection: Selection }

/** What a list is asked for, in the address or in the body of `.search`. */
export function questionOf(asked: (name: string) => string | null): Result<Question, Problem> {
  const page = readPage({ startIndex: asked('startIndex') ?? undefined, count: asked('count') ?? undefined, cursor: asked('cursor') ?? undefined })
  if (!page.ok) return page
  const text = asked('filter')
  const filter = text === null || text.trim() === '' ? null : readFilter(text)
  if (filter && !filter.ok) return filter
  return { ok: true, value: { filter: filter?.value ?? null, page: page.value, selection: readSelection(asked('attributes'), asked('excludedAttributes')) } }
}

export const questionOfBody = (body: JsonObject) =>
  questionOf((name) => {
    const value = partOf(body, name.toLowerCase())
    return value === undefined || value === null ? null : Array.isArray(value) ? value.join(',') : String(value)
  })

/** All of the portal's own descriptions, or the one of a name. */
export function answerCatalogue({ say }: ScimVisit, all: (JsonObject & { id: string })[], id?: string): Response {
  if (id === undefined) return answer({ schemas: [urn.list], totalResults: all.length, startIndex: 1, itemsPerPage: all.length, Resources: all })
  const one = all.find((one) => one.id.toLowerCase() === id.toLowerCase())
  return one ? answer(one) : refuse(say, { status: 404, key: 'scim.notFound' })
}

/** The database takes no NUL, wherever in a body it stands. */
const nul = /(?<!\\)(?:\\\\)*\\u0000/

/** The JSON object of a body; `server.ts` has seen to its length. */
export async function bodyOf({ request }: ScimVisit): Promise<Result<JsonObject, Problem>> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/scim+json' && type !== 'application/json')
    return { ok: false, failure: { status: 415, scimType: 'invalidSyntax', key: 'scim.badType' } }
  try {
    const text = await request.text()
    const body = JSON.parse(text)
    if (!nul.test(text) && typeof body === 'object' && body !== null && !Array.isArray(body)) return { ok: true, value: body }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return { ok: false, failure: { status: 400, scimType: 'invalidSyntax', key: 'scim.badBody' } }
}
