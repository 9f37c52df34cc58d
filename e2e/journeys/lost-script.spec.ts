import type { Page } from '@playwright/test'
import { onCodePage, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

test.beforeEach(({ expectedComplaints }) => {
  expectedComplaints.push(/ERR_FAILED/, /ChunkLoadError/, /Minified React error/)
})

/** Every script of the page, once all of them have run. */
async function scriptsOf(page: Page): Promise<string[]> {
  await expect(page.getByRole('button', { name: /^Visa/ })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name))
  const scripts = [...new Set(names.filter((name) => name.endsWith('.js')))]
  expect(scripts.length).toBeGreaterThan(3)
  return scripts
}

/** The sign-in page in a tab of its own, to which one of its scripts does not come before it is loaded `until` times. */
async function openWithout(page: Page, script: string, until: number) {
  const tab = await page.context().newPage()
  const seen = { loaded: 0, lost: 0 }
  tab.on('request', (request) => {
    if (request.isNavigationRequest()) seen.loaded++
  })
  await tab.route(script, async (route) => {
    if (seen.loaded >= until) return route.fallback()
    // Of what fails before the loader asks for it nobody hears, and the page stays as it was drawn.
    await tab.waitForFunction(() => !Array.isArray((globalThis as { TURBOPACK?: unknown }).TURBOPACK ?? []), null, { timeout: 10_000 }).catch(() => null)
    await tab.waitForTimeout(1_000).catch(() => null)
    seen.lost++
    return route.abort()
  })
  await tab.goto('/kristinehov/sign-in', { waitUntil: 'domcontentloaded' })
  await expect.poll(() => seen.lost, script).toBeGreaterThan(0)
  return {
    tab,
    seen,
    heading: () => tab.getByRole('heading', { level: 1 }).textContent(),
    isWhole: () => tab.getByRole('button', { name: /^Visa/ }).isVisible(),
  }
}

// Whether the loader hears of it is chance all the same: what hangs on that is tried until it does.

test('A script that does not come, on a line that fails for a moment, leaves a page that works @once', async ({ page, person, visit }) => {
  await visit('kristinehov', '/sign-in')
  const scripts = await scriptsOf(page)
  await expect(async () => {
    const tabs = await Promise.all(scripts.map((script) => openWithout(page, script, 2)))
    const loadedAgain = () => Promise.all(tabs.filter(({ seen }) => seen.loaded === 2).map(({ isWhole }) => isWhole()))
    await expect.poll(loadedAgain, { timeout: 10_000 }).toContain(true)
    for (const { heading } of tabs) expect(await heading()).toBe('Logga in')
  }).toPass()
  await signIn(page, await person('kristinehov'))
  await onCodePage(page)
})

test('A script that stays away leaves a page that works without, or says so in its language; it is asked for again by whoever wishes, and not by itself again and again @once', async ({
  page,
  visit,
}) => {
  await visit('kristinehov', '/sign-in')
  const scripts = await scriptsOf(page)
  await expect(async () => {
    const tabs = await Promise.all(scripts.map((script) => openWithout(page, script, 3)))
    const headings = () => Promise.all(tabs.map(({ heading }) => heading()))
    await expect.poll(headings, { timeout: 10_000 }).toContain('Något gick fel hos oss')
    for (const { seen } of tabs) expect(seen.loaded).toBeLessThanOrEqual(2)
    for (const heading of await headings()) expect(['Logga in', 'Något gick fel hos oss']).toContain(heading)
    const told = tabs[(await headings()).indexOf('Något gick fel hos oss')]
    await told?.tab.getByRole('link', { name: 'Försök igen', exact: true }).click()
    await expect.poll(() => told?.isWhole()).toBe(true)
  }).toPass()
})
