import { request as ask, createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson, password } from '@/e2e/support/somebody'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { findSession } from '@/lib/sessions/find-session'
import { limitBody } from './body-limit'
import { cookieNames } from './cookie-names'
import { placeRequest } from './place-request'
import { answerSignIn, signInStep } from './sign-in-desk'
import { stamp } from './stamps'

const database = testDatabase()
const host = 'porten.example.org'

/** What was left to Next.js: how it came there. */
type Left = { body: string; answer: unknown; headers: IncomingMessage['headers'] }
let left: Left[]
let server: Server
let onePage: Organisation
let twoPages: Organisation
let person: string

beforeAll(async () => {
  const { deps } = database
  const settings = { secondFactor: 'never' } as const
  onePage = await newOrganisation(deps, { ...settings, signIn: { pages: 1, rememberDays: 30 } })
  twoPages = await newOrganisation(deps, { ...settings, signIn: { pages: 2 } })
  person = await newPerson(deps, onePage, { username: 'erkki' })
  await newPerson(deps, twoPages, { username: 'erkki' })
  server = createServer(async (request, response) => {
    const place = placeRequest(request.url ?? '/', null)
    const organisation = place.slug === onePage.slug ? onePage : twoPages
    Object.assign(request.headers, { [stamp.host]: host, [stamp.base]: place.base, [stamp.path]: place.path, [stamp.address]: '203.0.113.9' })
    if (!limitBody(request, response)) return
    const step = signInStep(request, place.path, organisation)
    const draw = async (again: IncomingMessage) => {
      const given = again.headers[stamp.answer]
      left.push({ body: await text(again), answer: given && JSON.parse(decodeURIComponent(String(given))), headers: again.headers })
      response.end('drawn')
    }
    await (step ? answerSignIn({ deps, organisation, request, response }, step, draw) : draw(request))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterAll(() => new Promise((done) => server.close(done)))
beforeEach(() => {
  left = []
})

type How = { headers?: Record<string, string>; path?: string; of?: Organisation }

async function send(fields: Record<string, string>, { headers = {}, path = '/sign-in', of = onePage }: How = {}) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${of.slug}${path}`
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual', headers: { origin: `https://${host}`, ...headers } })
  const lines = answer.headers.getSetCookie()
  const cookie = (name: string) => lines.find((line) => line.startsWith(`${name}=`)) ?? ''
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text(), cookie, count: lines.length }
}

const right = { identifier: 'erkki', password }
const wrong = { identifier: 'erkki', password: 'helt fel lösenord' }
const secretOf = (line: string) => line.match(/=([^;]*)/)?.[1] ?? ''
const refusals = () => reveal(database.deps.db).auditEvent.count({ where: { organisationId: onePage.id, act: 'sign-in.refused' } })
const whoHas = async (cookie: string) => (await findSession(database.deps, onePage.id, secretOf(cookie)))?.personId

describe('without script', () => {
  test('whoever may come in has a session and is led on, and Next.js is not asked', async () => {
    const { status, location, cookie, count } = await send({ ...right, to: `/${onePage.slug}/news` })
    expect([status, location, left.length]).toEqual([303, `/${onePage.slug}/news`, 0])
    const session = cookie(cookieNames.session(onePage.slug))
    expect(session).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Lax$/) // it ends with the browser
    expect(await whoHas(session)).toBe(person)
    expect(cookie(cookieNames.device)).toMatch(/=[\w-]{43}; Path=\/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax$/)
    expect(cookie(cookieNames.browser)).toMatch(/=; Path=\/; Max-Age=0;/) // the next journey is bound to a new secret
    expect(count).toBe(4) // session, device, language, and the browser once
  })

  test('whoever is remembered has a cookie that lasts', async () => {
    const { cookie } = await send({ ...right, remember: 'yes' })
    expect(cookie(cookieNames.session(onePage.slug))).toMatch(/; Expires=[A-Z][a-z]{2}, \d\d \w+ 20\d\d [\d:]+ GMT; Secure/)
  })

  test('the session that was there is dead', async () => {
    const first = (await send(right)).cookie(cookieNames.session(onePage.slug))
    const second = (await send(right, { headers: { cookie: first.split(';')[0] ?? '' } })).cookie(cookieNames.session(onePage.slug))
    expect([await whoHas(first), await whoHas(second)]).toEqual([undefined, person])
  })

  test('a wrong password is counted once; Next.js draws what went wrong and gets the whole form', async () => {
    const before = await refusals()
    const { status, text, cookie } = await send(wrong)
    expect([status, text, await refusals()]).toEqual([200, 'drawn', before + 1])
    expect(left).toMatchObject([{ answer: { wrong: [{ field: null, text: expect.stringContaining('lösenord') }] } }])
    expect(left[0]?.body).toContain('name="identifier"\r\n\r\nerkki\r\n')
    expect(cookie(cookieNames.session(onePage.slug))).toBe('')
    expect(cookie(cookieNames.device)).not.toBe('')
  })

  test('a stranger is answered the same', async () => {
    await send(wrong)
    await send({ ...wrong, identifier: 'ingen alls' })
    expect(left[1]?.answer).toEqual(left[0]?.answer)
  })

  test('what is missing is named, and nothing is tried', async () => {
    const before = await refusals()
    await send({ identifier: '', password: '' })
    expect(left).toMatchObject([{ answer: { wrong: [{ field: 'identifier' }, { field: 'password' }] } }])
    expect(await refusals()).toBe(before)
  })

  test('two pages: the name is kept for this browser, and another browser has none', async () => {
    const first = await send({ identifier: 'erkki', to: '' }, { of: twoPages })
    expect([first.status, first.location]).toEqual([303, `/${twoPages.slug}/sign-in/password`])
    const browser = first.cookie(cookieNames.browser).split(';')[0] ?? ''
    const second = { of: twoPages, path: '/sign-in/password' }
    const stranger = await send({ password, journey: '' }, second)
    expect(stranger.location).toBe(`/${twoPages.slug}/sign-in?ended=1`)
    const own = await send({ password, journey: '' }, { ...second, headers: { cookie: browser } })
    expect([own.status, own.location]).toEqual([303, `/${twoPages.slug}`])
    expect(own.cookie(cookieNames.session(twoPages.slug))).not.toBe('')
    expect(left).toEqual([])
  })
})

describe('sent by the script', () => {
  const script = { accept: 'application/json' }

  test('whoever may come in is told where to go', async () => {
    const { status, text, cookie } = await send(right, { headers: script })
    expect([status, JSON.parse(text)]).toEqual([200, { values: {}, errors: [], redirectTo: `/${onePage.slug}` }])
    expect(await whoHas(cookie(cookieNames.session(onePage.slug)))).toBe(person)
  })

  test('a wrong password is told, with the name and without the password, and counted once', async () => {
    const before = await refusals()
    const { text } = await send(wrong, { headers: script })
    expect(JSON.parse(text)).toEqual({ values: { identifier: 'erkki' }, errors: [{ field: null, text: expect.stringContaining('lösenord') }] })
    expect([await refusals(), left.length]).toEqual([before + 1, 0])
  })

  test('what the page answers itself is left to the page, without an answer', async () => {
    const others: Record<string, string>[] = [{ ...right, way: 'problem' }, { code: '123456' }, { identifier: 'x'.repeat(3_000), password }]
    for (const fields of others) {
      const { status, text, cookie } = await send(fields, { headers: script })
      expect([status, text, cookie(cookieNames.session(onePage.slug))]).toEqual([204, '', ''])
    }
  })
})

describe('left to Next.js as it came', () => {
  const comesUntouched = async (fields: Record<string, string>, how: How = {}) => {
    const before = await refusals()
    const { text, cookie } = await send(fields, how)
    expect([text, left.at(-1)?.answer, cookie(cookieNames.session(onePage.slug)), await refusals()]).toEqual(['drawn', undefined, '', before])
    for (const value of Object.values(fields)) expect(left.at(-1)?.body).toContain(value)
  }

  test('the way back in, another form of the page, too long a name, and what an action of the page was sent', async () => {
    await comesUntouched({ ...right, way: 'problem' })
    await comesUntouched({ code: 'passkey' })
    await comesUntouched({ identifier: 'x'.repeat(3_000), password })
    await comesUntouched(right, { headers: { 'next-action': 'ab12' } })
  })

  test('a form that another site sent signs nobody in (security.md 44)', async () => {
    await comesUntouched(right, { headers: { origin: 'https://evil.example' } })
    await comesUntouched(right, { headers: { origin: 'null', 'sec-fetch-site': 'cross-site' } })
    const asScript = await send(right, { headers: { origin: 'https://evil.example', accept: 'application/json' } })
    expect([asScript.status, asScript.cookie(cookieNames.session(onePage.slug))]).toEqual([204, ''])
  })

  test('another page, and a form that is none', async () => {
    await comesUntouched(right, { path: '/recover' })
    await comesUntouched(right, { path: '/sign-in/password' }) // where one page has both
    await comesUntouched({ password }, { of: twoPages })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${onePage.slug}/sign-in`
    const broken = { 'content-type': 'multipart/form-data; boundary=x', origin: `https://${host}` }
    for (const body of ['', '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nhalf']) {
      const answer = await fetch(url, { method: 'POST', headers: broken, body })
      expect([await answer.text(), left.at(-1)?.body, left.at(-1)?.answer]).toEqual(['drawn', body, undefined])
    }
  })
})

test('a form that turns out too large while it comes is told so once, and left to nobody', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${onePage.slug}/sign-in`
  const headers = { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked', origin: `https://${host}` }
  for (const accept of ['text/html', 'application/json']) {
    const status = await new Promise((done, fail) => {
      const sent = ask(url, { method: 'POST', agent: false, headers: { ...headers, accept } }, (response) =>
        response.resume().on('end', () => done(response.statusCode)),
      )
      sent.on('error', fail)
      sent.end(Buffer.alloc(300_000, 'x'))
    })
    expect([accept, status, left]).toEqual([accept, 413, []])
  }
})

test('a database that goes away is told in words, and nobody is in', async () => {
  const { db } = database.deps
  await reveal(db).$executeRaw`ALTER TABLE persons RENAME TO persons_away`
  try {
    const { cookie } = await send(right)
    expect(left).toMatchObject([{ answer: { wrong: [{ field: null }] } }])
    expect(cookie(cookieNames.session(onePage.slug))).toBe('')
  } finally {
    await reveal(db).$executeRaw`ALTER TABLE persons_away RENAME TO persons`
  }
})
