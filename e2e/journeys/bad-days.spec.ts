import { type OwnPortal, startOwnPortal } from '@/e2e/support/own-portal'
import { isIn, isTold, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { test as base, expect } from '@/e2e/support/test'
import { dictionary } from '@/lib/words/speak'

// Each journey here breaks a portal of its own.
const test = base.extend<{ portal: OwnPortal }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so
  portal: async ({}, use) => {
    const portal = await startOwnPortal()
    await use(portal)
    await portal.end()
  },
})
test.describe.configure({ mode: 'serial', timeout: 180_000 })

/** What a browser says of a server that dies while it sends. */
const cutOff = /net::ERR_(INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|CONNECTION_\w+)/
test.beforeEach(({ expectedComplaints }) => {
  expectedComplaints.push(cutOff)
})

/** What only a log may tell of a fault. */
const inner = /[Pp]risma|postgres|ECONN[A-Z]|SELECT |node_modules|\.tsx?:\d/

const status = async (url: string) => (await fetch(url)).status

test('The database goes away in the middle of a sign-in and comes back: nobody is let in, all are told, nothing is lost (security.md 51) @alone', async ({
  page,
  person,
  inbox,
  portal,
  expectedComplaints,
}) => {
  expectedComplaints.push(/503/)
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin, { path: `${portal.url}/kristinehov/sign-in` })
  await onCodePage(page)
  const { code } = await inbox.code(kerstin)

  await portal.database.goAway()
  await expect.poll(() => status(`${portal.url}/health/ready`), { timeout: 30_000 }).toBe(503)
  expect(await status(`${portal.url}/health/live`)).toBe(200)
  await expect.poll(() => status(`${portal.url}/kristinehov/sign-in`), { timeout: 30_000 }).toBe(503)
  expect(await (await fetch(`${portal.url}/kristinehov/sign-in`)).text()).not.toMatch(inner)
  await typeCode(page, kerstin, code)
  await isTold(page, dictionary.sv['page.failure'])
  expect(await page.content()).not.toMatch(inner)
  await page.goto(`${portal.url}/kristinehov`)
  for (const language of ['sv', 'nb', 'fi', 'en'] as const) {
    await expect(page.getByRole('heading', { name: dictionary[language]['plain.unavailable.title'], exact: true })).toBeVisible()
  }

  await portal.database.comeBack()
  await expect.poll(() => status(`${portal.url}/health/ready`), { timeout: 30_000 }).toBe(200)
  await page.goto(`${portal.url}/kristinehov/sign-in/code`)
  await typeCode(page, kerstin, code)
  await isIn(page, kerstin)
})

test('A server that is killed between password and code has lost nothing: the code opens, and was sent once @alone', async ({
  page,
  person,
  inbox,
  portal,
}) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin, { path: `${portal.url}/kristinehov/sign-in` })
  await onCodePage(page)
  await page.waitForLoadState('load') // a script that does not come any more breaks the page
  const { code } = await inbox.code(kerstin)
  await portal.kill()
  await portal.start()
  await typeCode(page, kerstin, code)
  await isIn(page, kerstin)
  await portal.kill()
  await portal.start()
  await page.reload()
  await isIn(page, kerstin)
  expect((await inbox.unread(kerstin)).filter(({ channel }) => channel === 'sms')).toEqual([])
})
