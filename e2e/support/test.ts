import AxeBuilder from '@axe-core/playwright'
import { type Browser, test as base, expect, type Page } from '@playwright/test'
import pg from 'pg'
import { closeDb, type Deps, openDb } from '@/lib/core/db'
import { type Inbox, nextNumber, numbersGiven, openInbox } from './inbox'
import { makePerson, type PersonWishes, type TestPerson } from './people'
import { plainBrowser } from './plain-browser'
import { stage } from './stage'

type Fixtures = {
  /** makes somebody whom no other test knows */
  person: (organisation: string, wishes?: PersonWishes) => Promise<TestPerson>
  inbox: Inbox
  visit: (organisation: string, path?: string) => Promise<void>
  /** what the proxy says of the client's address from now on; at first an address of its own outside every network */
  asAddress: (forwardedFor: string) => Promise<void>
  /** axe finds nothing, and nothing sticks out sideways */
  looksRight: (page: Page) => Promise<void>
  plain: (options?: Parameters<typeof plainBrowser>[1]) => ReturnType<typeof plainBrowser>
  /** complaints of the browser that this test provokes */
  expectedComplaints: RegExp[]
  silence: undefined
}
type WorkerFixtures = { deps: Deps; sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]> }

export const test = base.extend<Fixtures, WorkerFixtures>({
  deps: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so
    async ({}, use) => {
      const deps: Deps = { db: openDb(stage.databaseUrl, 3), now: () => new Date() }
      await use(deps)
      await closeDb(deps.db)
    },
    { scope: 'worker' },
  ],
  sql: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so
    async ({}, use) => {
      const pool = new pg.Pool({ connectionString: stage.databaseUrl, max: 1 })
      await use(async (text, values) => (await pool.query(text, values)).rows)
      await pool.end()
    },
    { scope: 'worker' },
  ],
  person: ({ deps }, use) => use((organisation, wishes) => makePerson(deps, organisation, wishes)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so
  inbox: async ({}, use) => use(openInbox()),
  visit: ({ page }, use) =>
    use(async (organisation, path = '') => {
      await page.goto(`/${organisation}${path}`)
    }),
  asAddress: [
    async ({ context }, use) => {
      const asAddress = (forwardedFor: string) => context.setExtraHTTPHeaders({ 'X-Forwarded-For': forwardedFor })
      await asAddress(await outsideAddress())
      await use(asAddress)
    },
    { auto: true },
  ],
  looksRight: ({ browser, isMobile, javaScriptEnabled, viewport }, use) =>
    use(async (page) => {
      const { width, violations } = await whileItStays(page, async () => {
        const width = isMobile ? await page.evaluate(() => document.documentElement.scrollWidth) : 0
        // Half of its looks would be at what another journey, in whichever process, has shown it already.
        const state = `axe at ${viewport?.width} px: ${await stateOf(page)}`
        if (await numbersGiven(state)) return { width, violations: [] }
        const seen = javaScriptEnabled ? page : await copyWithScripts(browser, page, viewport)
        // In the page itself, which has no frames of others, and telling what is wrong alone: that is half of its time.
        const axe = new AxeBuilder({ page: seen }).options({ resultTypes: ['violations'] }).setLegacyMode()
        const { violations } = await axe.withTags(everyRule).analyze()
        if (violations.length === 0) await nextNumber(state)
        if (seen !== page) await seen.context().close()
        return { width, violations: violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) })) }
      })
      expect.soft(width, `${page.url()} at 320 px`).toBeLessThanOrEqual(320)
      expect.soft(violations, page.url()).toEqual([])
    }),
  plain: async ({ baseURL }, use) => {
    const from = await outsideAddress()
    // a connection's own address reaches a server only without the proxy between
    await use((options) => (options?.peer ? plainBrowser(stage.baseUrl, options) : plainBrowser(baseURL ?? stage.proxyUrl, { from, ...options })))
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so
  expectedComplaints: async ({}, use) => use([]),
  silence: [
    async ({ context, expectedComplaints }, use) => {
      const complaints: string[] = []
      const always = [
        /favicon\.ico/, // Chromium asks for one by itself where a page has no head
        /React error #412/, // a page that is left before its end came, which a journey is quick enough for now and then
      ]
      // What the content security policy stopped is among the console's errors.
      context.on('console', (message) => message.type() === 'error' && complaints.push(`${message.text()} (${message.location().url})`))
      context.on('weberror', (error) => complaints.push(String(error.error())))
      await use(undefined)
      const unexpected = complaints.filter((complaint) => ![...always, ...expectedComplaints].some((expected) => expected.test(complaint)))
      expect(unexpected, 'the browser complained').toEqual([])
    },
    { auto: true },
  ],
})

/** A page may go while it is looked at, to the next one or because it looks again by itself: then what came is looked at instead. */
async function whileItStays<Seen>(page: Page, look: () => Promise<Seen>): Promise<Seen> {
  for (let left = 3; ; left--)
    try {
      await page.waitForLoadState('load') // or axe would look at a page without its style
      const looked = await page.evaluateHandle(() => document)
      const seen = await look()
      await looked.evaluate((document) => document.URL) // throws where that page is no more
      return seen
    } catch (error) {
      if (left === 0 || !/context was destroyed/.test(String(error))) throw error
    }
}

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** Which page it is, in which state: its address, language, headings, fields, buttons and errors, without what each journey makes up anew. */
async function stateOf(page: Page): Promise<string> {
  const parts = await page
    .locator('html')
    .evaluate((html) =>
      [...html.querySelectorAll('h1, h2, input, select, textarea, button, summary, [role="alert"] li, .notice')].map((part) => [
        part.tagName.toLowerCase(),
        ...['name', 'aria-invalid', 'class', 'open'].map((name) => part.getAttribute(name)),
        /^H\d|LI$/.test(part.tagName) ? (part.textContent ?? '').replace(/\d+/g, '0') : '',
      ]),
    )
  const language = await page.locator('html').getAttribute('lang')
  const path = new URL(page.url()).pathname.replace(/[\w-]{20,}|\d+/g, '')
  return JSON.stringify([path.replace(/^\/[^/]+/, kindOf), language, parts])
}

/** Which of the presets the organisation of a path has: its own ones have letters by chance after it. */
const kindOf = (slug: string) => slug.replace(/-[bdfghjkmnpqrstvz]{8}$/, '')

/** axe is a script itself: it looks at the same page, as it stands, in a browser that runs scripts but with the page's own cut out. */
async function copyWithScripts(browser: Browser, page: Page, viewport: ReturnType<Page['viewportSize']>): Promise<Page> {
  const html = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/g, '')
  const copy = await (await browser.newContext({ viewport, javaScriptEnabled: true })).newPage()
  await copy.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await copy.goto(page.url())
  return copy
}

/** From the block that is set aside for documentation. */
export async function outsideAddress(): Promise<string> {
  return `203.0.113.${1 + ((await nextNumber('outside')) % 254)}`
}

/** In the network of every organisation. */
export async function insideAddress(): Promise<string> {
  const taken = await nextNumber('inside')
  return `10.20.${1 + (Math.floor(taken / 250) % 250)}.${1 + (taken % 250)}`
}

export { expect }
