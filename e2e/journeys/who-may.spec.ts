import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { makePerson, type PersonWishes, type TestPerson } from '@/e2e/support/people'
import type { Answer, plainBrowser } from '@/e2e/support/plain-browser'
import { expect, insideAddress, outsideAddress, test } from '@/e2e/support/test'
import { actionNames, pageFiles, pages, type Who, whoMayCall } from '@/e2e/support/who-may'
import type { Deps } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import { grantByOperator } from '@/lib/flows/roles/grant-by-operator'
import { findGrants } from '@/lib/people/membership'
import type { GrantableRole } from '@/lib/people/roles/rules'
import { type Grant, may, type Right, reachOf, rights } from '@/lib/permissions/rules'
import { openSession } from '@/lib/sessions/open-session'
import { isStaff } from '@/lib/sessions/rules'
import { cookieNames } from '@/lib/web/cookie-names'
import { dictionary } from '@/lib/words/speak'

// Every page, route and action of an organisation, as everybody there is, against the permission table (issue 4).

const slug = 'handelsforbundet'
type Walker = { name: string; browser: ReturnType<typeof plainBrowser>; grants: Grant[] | null; person: TestPerson | null; isProved: boolean }

/** null: a stranger to this organisation, whoever they are elsewhere. */
async function walkers(deps: Deps, plain: (options?: object) => ReturnType<typeof plainBrowser>): Promise<Walker[]> {
  const secret = (letter: string) => letter.repeat(43)
  const walker = async (
    name: string,
    wishes: PersonWishes | null,
    { role, groups = [], where = slug, isProved = true }: { role?: GrantableRole; groups?: string[]; where?: string; isProved?: boolean } = {},
  ) => {
    const browser = plain({ from: isProved ? await outsideAddress() : await insideAddress() }) // limits of a place are not what is walked
    browser.jar.set(cookieNames.browser, secret('b')).set(cookieNames.device, secret('d'))
    if (!wishes) return { name, browser, grants: null, person: null, isProved }
    const person = await makePerson(deps, where, { hasMobile: false, hasEmail: false, ...wishes })
    const { id, organisation } = person
    if (role) {
      const granted = await grantByOperator(deps, organisation, { personId: id, role, groups, reason: 'the walk' })
      if (!granted.ok) throw new Error(granted.failure)
    }
    const client = { address: '203.0.113.1', userAgent: 'the walk', isInside: !isProved, device: secret('d') }
    const roles = role ? [role] : []
    const factors = isProved ? ['password', 'sms'] : ['password']
    const { token } = await openSession(deps, { organisation, personId: id, roles, wishesToBeRemembered: false, factors, client })
    browser.jar.set(cookieNames.session(where), token)
    if (where !== slug) browser.jar.set(cookieNames.session(slug), token)
    return { name, browser, person, isProved, grants: where === slug ? await findGrants(deps, organisation.id, id) : null }
  }
  return [
    await walker('a stranger', null),
    await walker('a member', { groups: 'Bergen' }),
    await walker('a case worker of another branch', { groups: 'Oslo' }, { role: 'caseworker', groups: ['Oslo'] }),
    await walker('a case worker of the branch', {}, { role: 'caseworker', groups: ['Bergen'] }),
    await walker('a case worker', {}, { role: 'caseworker' }),
    await walker('an editor', {}, { role: 'editor' }),
    await walker('an election officer', {}, { role: 'election-officer' }),
    await walker('an administrator', {}, { role: 'administrator' }),
    await walker('an administrator on the organisation’s network, by a password alone', {}, { role: 'administrator', isProved: false }),
    await walker('an administrator of another organisation', {}, { role: 'administrator', where: 'kristinehov' }),
  ]
}

type Verdict = 'let in' | 'signs in first' | 'proves first' | 'not there'

function expected(who: Who, { grants, isProved }: Walker, isReached: (right: Right) => boolean): Verdict {
  if (who === 'off') return 'not there'
  if (who === 'everybody') return 'let in'
  if (grants === null || who === 'tokens') return 'signs in first'
  if (who === 'nobody') return 'not there'
  if (who === 'members') return 'let in'
  if (who === 'staff') return isStaff(grants.map(({ role }) => role)) ? 'let in' : 'not there'
  const right = rights.find((right) => right === who)
  if (right && may(grants, right) && !isProved) return 'proves first'
  return right && may(grants, right) && isReached(right) ? 'let in' : 'not there'
}

/** What came of it; the portal's own failure is none of the three. */
function verdict({ status, location, body }: Answer, isAction = false): Verdict | string {
  if (status === 404) return 'not there'
  if (status === 401 || (status === 307 && location?.startsWith(`/${slug}/sign-in?to=`)) || (status === 307 && location === `/${slug}/sign-in`))
    return 'signs in first'
  if (isAction && body.includes(dictionary.nb['page.sessionEnded'])) return 'signs in first'
  if (location?.startsWith(`/${slug}/admin/proof`) || (isAction && body.includes(`"redirectTo":"/${slug}/admin/proof"`))) return 'proves first'
  return [200, 204, 303, 307, 400, 413, 415].includes(status) ? 'let in' : `status ${status}`
}

test('Every page and every action is there for whom the permission table says, and for nobody else @once', async ({ deps, plain, sql }) => {
  test.setTimeout(600_000)
  const everybody = await walkers(deps, plain)
  const somebody = everybody[1]?.person?.id ?? ''
  const bergen = everybody[3]?.grants?.[0]?.groupIds?.[0] ?? ''
  const reaches = (grants: Grant[] | null) => (right: Right) => {
    const { groupIds } = reachOf(grants ?? [], right)
    return groupIds === null || groupIds.includes(bergen)
  }
  const organisation = everybody[1]?.person?.organisation
  if (!organisation) throw new Error('nobody walks')
  const letter = { organisation, personId: null, channel: 'email', recipient: 'walk@example.org', language: 'nb', template: 'test', values: {} } as const
  const message = await queueMessage(deps, letter)
  const messageId = message.ok ? message.value.messageId : ''
  const at = (path: string) => `/${slug}${path.replace('PERSON', somebody).replace('GROUP', bergen).replace('MESSAGE', messageId)}`
  const found: string[] = []
  const compare = (what: string, who: Who, { name }: Walker, is: string, should: Verdict) => {
    // A page of the entrance sends people back to its beginning, which may be the sign-in page.
    const isRight = is === should || (who === 'everybody' && is === 'signs in first')
    if (!isRight) found.push(`${what}, ${name}: ${is} instead of ${should}`)
  }

  for (const file of pageFiles()) {
    const { who, isOfPerson, isMissing, method = 'GET' } = pages[file] ?? { who: 'nobody' }
    if (file === 'sign-out/route.ts') continue // last: it takes the sessions with it
    const path = at(addressOf(file))
    await Promise.all(
      everybody.map(async (walker) => {
        const should = expected(who, walker, isOfPerson ? reaches(walker.grants) : () => !isMissing)
        compare(file, who, walker, verdict(await walker.browser.send(path, { method })), should)
      }),
    )
  }

  for (const { id, file, name, page } of builtActions()) {
    const who = whoMayCall(file, name) ?? 'nobody'
    const path = at(addressOf(page))
    await Promise.all(
      everybody.map(async (walker) => {
        const answer = await walker.browser.send(path, { method: 'POST', headers: { 'next-action': id, accept: 'text/x-component' }, body: emptyForm() })
        compare(
          `${file} ${name}`,
          who,
          walker,
          verdict(answer, true),
          expected(who, walker, () => true),
        )
      }),
    )
  }
  expect(found).toEqual([])

  // Who tried what they may not is in the log, for each right that an action asks for (security.md 52).
  const asked = new Set(actionNames().flatMap(({ file, name }) => rights.filter((right) => right === whoMayCall(file, name))))
  for (const { name, person, grants } of everybody) {
    if (!grants || !person) continue
    const refused = await sql(`SELECT details->>'right' AS right FROM audit_events WHERE actor_id = $1 AND act = 'desk.refused' AND outcome = 'failure'`, [
      person.id,
    ])
    const written = new Set(refused.map(({ right }) => right))
    expect([name, [...asked].filter((right) => !may(grants, right) && !written.has(right))]).toEqual([name, []])
  }

  for (const { browser, grants } of everybody) {
    expect((await browser.send(`/${slug}/sign-out`, { method: 'POST' })).status).toBe(303)
    if (grants) expect(verdict(await browser.get(`/${slug}`))).toBe('signs in first')
  }
})

/** Where a page lies, below the organisation. */
const addressOf = (file: string) => pages[file]?.at ?? `/${file.replace(/\([^)]*\)\//g, '').replace(/\/?(page\.tsx|route\.ts)$/, '')}`.replace(/\/$/, '')

type Built = { node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }> }

/** The actions as they were built, each with a page that it answers at; every one of the tree must be among them. */
function builtActions() {
  const { node } = JSON.parse(readFileSync(fileURLToPath(new URL('../../.next/server/server-reference-manifest.json', import.meta.url)), 'utf8')) as Built
  const below = 'app/[organisation]/'
  const built = Object.entries(node)
    .filter(([, { filename }]) => filename.startsWith(below))
    .map(([id, { filename, exportedName: name, workers }]) => {
      const worker = Object.keys(workers).find((path) => path.startsWith(below)) ?? ''
      return { id, file: filename.slice(below.length), name, page: `${worker.slice(below.length)}.tsx` }
    })
  const unbuilt = actionNames().filter(({ file, name }) => !built.some((one) => one.file === file && one.name === name))
  expect(unbuilt, 'an action that no page uses').toEqual([])
  return built
}

/** What React sends for a form's action: the state before, and a form in which nothing was typed. */
function emptyForm(): FormData {
  const form = new FormData()
  form.set('0', JSON.stringify([{ values: {}, errors: [] }, '$K1']))
  form.set('_1_nothing', '')
  return form
}
