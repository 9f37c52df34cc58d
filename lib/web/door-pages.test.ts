import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kristinehov } from '@/lib/organisations/presets/kristinehov'
import { type Organisation, organisationSettings } from '@/lib/organisations/schema'
import { doorPages, viewOfDoor } from './door-pages'
import { placeRequest } from './place-request'
import { stamp } from './stamps'

const settings = organisationSettings.parse({ ...kristinehov, languages: ['sv', 'fi'], trustedNetworks: ['10.20.0.0/16'] })
const organisation: Organisation = { id: '1', slug: 'kristinehov', version: 1, settings }
const secret = { cookie: '__Host-porten-device=secret', 'user-agent': 'Somebody with a browser' }

/** What reached the drawing, each time that something was drawn. */
let drawn: IncomingMessage['headers'][]
let clock: number
let owner: Organisation
let status: number
let hold: Promise<void> | null
let server: Server

beforeEach(async () => {
  drawn = []
  clock = 0
  owner = organisation
  status = 200
  hold = null
  let nonces = 0
  const answer = doorPages(
    async (request, response) => {
      drawn.push({ ...request.headers })
      if (hold) await hold
      const nonce = String(request.headers[stamp.nonce])
      response.statusCode = status
      response.setHeader('Link', `</a.css>; nonce="${nonce}"`)
      response.write(`<p>${drawn.length} ${request.headers.cookie}</p>`)
      response.end(`<script nonce="${nonce}"></script>`)
    },
    () => clock,
  )
  server = createServer(async (request, response) => {
    const place = placeRequest(request.url ?? '', null)
    request.headers[stamp.address] = String(request.headers['x-address'] ?? '203.0.113.9')
    const nonce = `nonce-${nonces++}`
    request.headers[stamp.nonce] = nonce
    const view = viewOfDoor(request, place, owner, true)
    if (view) return answer(view, request, response, nonce)
    response.end('for this request alone')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterEach(() => new Promise((done) => server.close(done)))

async function ask(headers: Record<string, string> = {}, path = '/kristinehov/sign-in', method = 'GET') {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method, headers: { 'accept-language': 'sv', ...headers } })
  return { status: answer.status, link: answer.headers.get('link'), text: await answer.text() }
}

describe('a page at the door', () => {
  test('is drawn once for all who come within five seconds, and everyone gets a nonce of their own (security.md 50)', async () => {
    const answers = [await ask(), await ask(secret), await ask({ 'accept-encoding': 'identity' })]
    expect(drawn).toHaveLength(1)
    answers.forEach(({ text, link }, index) => {
      expect(text).toContain(`<script nonce="nonce-${index}"></script>`)
      expect(link).toBe(`</a.css>; nonce="nonce-${index}"`)
    })
    clock = 5_000
    expect((await ask()).text).toContain('<p>2 ')
  })

  test('knows nothing of who asks: neither cookies nor browser reach its drawing', async () => {
    await ask(secret)
    expect(JSON.stringify(drawn)).not.toContain('secret')
    expect(JSON.stringify(drawn)).not.toContain('Somebody')
    expect(drawn[0]?.cookie).toBe('__Host-porten-language=sv')
  })

  test.each([
    ['another language', { 'accept-language': 'fi' }],
    ['a language that was chosen', { cookie: '__Host-porten-language=fi' }],
    ['a language that was chosen twice: the last one counts, as on every other page', { cookie: '__Host-porten-language=sv; __Host-porten-language=fi' }],
    ['the organisation’s network', { 'x-address': '10.20.0.1' }],
    ['the demo’s switch', { cookie: '__Host-porten-demo-network=inside' }],
  ])('is another one for %s', async (_what, headers) => {
    await ask()
    expect((await ask(headers)).text).toContain('<p>2 ')
    expect((await ask()).text).toContain('<p>1 ')
  })

  test('is another one as soon as the organisation’s settings are', async () => {
    await ask()
    owner = { ...organisation, version: 2 }
    expect((await ask()).text).toContain('<p>2 ')
  })

  test.each([
    ['somebody who may be signed in', { cookie: 'a=b; __Host-porten-session-kristinehov=x' }, undefined, 'GET'],
    [
      'somebody with two cookies of one name, of which the last one counts',
      { cookie: '__Host-porten-session-kristinehov=; __Host-porten-session-kristinehov=x' },
      undefined,
      'GET',
    ],
    ['a form', {}, undefined, 'POST'],
    ['an address with a wish', {}, '/kristinehov/sign-in?to=/kristinehov', 'GET'],
    ['another page', {}, '/kristinehov/sign-in/password', 'GET'],
    ['a router that asks for data', { rsc: '1' }, undefined, 'GET'],
  ])('is drawn for %s alone', async (_what, headers: Record<string, string>, path, method) => {
    await ask()
    expect((await ask(headers, path, method)).text).toBe('for this request alone')
  })

  test('that holds a passkey’s challenge is drawn for everybody anew: it works once', async () => {
    owner = { ...organisation, settings: { ...settings, factors: { ...settings.factors, arePasskeysOffered: true } } }
    for (const _visitor of [1, 2]) expect((await ask()).text).toBe('for this request alone')
  })

  test('that could not be drawn is not kept', async () => {
    status = 500
    expect((await ask()).status).toBe(500)
    status = 200
    expect(await ask()).toMatchObject({ status: 200, text: expect.stringContaining('<p>2 ') })
  })

  test('is given as it was while somebody waits for the new one', async () => {
    await ask()
    clock = 5_000
    let go = () => {}
    hold = new Promise((ready) => {
      go = ready
    })
    const slow = ask()
    await expect.poll(() => drawn.length).toBe(2)
    expect((await ask()).text).toContain('<p>1 ')
    go()
    expect((await slow).text).toContain('<p>2 ')
  })
})
