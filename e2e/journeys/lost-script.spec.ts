import type { Page, Route } from '@playwright/test'
import { onCodePage, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

test.beforeEach(({ expectedComplaints }) => {
  expectedComplaints.push(/ERR_FAILED/, /ChunkLoadError/, /Minified React error/)
})

async function scriptsOf(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle')
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name))
  const scripts = [...new Set(names.filter((name) => name.endsWith('.js')))]
  expect(scripts.length).toBeGreaterThan(3)
  return scripts
}

/** The sign-in page in a tab of its own, where `answer` answers for one of its scripts: what stands on it in the end, and how often it was loaded. */
async function openWithout(page: Page, script: string, answer: (route: Route) => Promise<void>) {
  const tab = await page.context().newPage()
  let loaded = 0
  tab.on('request', (request) => {
    if (request.isNavigationRequest()) loaded++
  })
  await tab.route(script, answer)
  await tab.goto('/kristinehov/sign-in')
  const isStill = async () => {
    const before = loaded
    await tab.waitForTimeout(700)
    await tab.waitForLoadState('networkidle')
    return loaded === before
  }
  await expect.poll(isStill).toBe(true)
  const heading = await tab.getByRole('heading', { level: 1 }).textContent()
  await tab.close()
  return { heading, loaded }
}

test('A script that is lost once, on a line that failed for a moment, leaves a page that works @script', async ({ page, person, visit }) => {
  await visit('kristinehov', '/sign-in')
  for (const script of await scriptsOf(page)) {
    let lost = 0
    const { heading } = await openWithout(page, script, (route) => (lost++ === 0 ? route.abort() : route.fallback()))
    expect([lost > 0, heading], script).toEqual([true, 'Logga in'])
  }
  await signIn(page, await person('kristinehov'))
  await onCodePage(page)
})

test('A script that never comes leaves a page that works without, or says so in its language, and is not asked for again and again @script', async ({
  page,
  visit,
}) => {
  await visit('kristinehov', '/sign-in')
  const seen = new Set<string>()
  for (const script of await scriptsOf(page)) {
    const { heading, loaded } = await openWithout(page, script, (route) => route.abort())
    expect(loaded).toBeLessThanOrEqual(2)
    seen.add(`${heading}, loaded ${loaded}`)
  }
  expect([...seen]).toEqual(expect.arrayContaining(['Logga in, loaded 1', 'Något gick fel hos oss, loaded 2']))
})
