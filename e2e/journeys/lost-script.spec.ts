import type { Page } from '@playwright/test'
import { onCodePage, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

test.beforeEach(({ expectedComplaints }) => {
  expectedComplaints.push(/ERR_FAILED/, /ChunkLoadError/, /Minified React error/)
})

const path = '/kristinehov/sign-in'
const name = (page: Page) => page.getByLabel('Användarnamn', { exact: true })

async function scriptsOf(page: Page): Promise<string[]> {
  await page.goto(path, { waitUntil: 'networkidle' })
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name))
  const scripts = [...new Set(names.filter((name) => name.endsWith('.js')))]
  expect(scripts.length).toBeGreaterThan(3)
  return scripts
}

test('A script that is lost once, on a line that failed for a moment, leaves a page that works @script', async ({ page, person, visit }) => {
  await visit('kristinehov', '/sign-in')
  for (const script of await scriptsOf(page)) {
    let isLost = false
    await page.route(script, (route) => {
      if (isLost) return route.fallback()
      isLost = true
      return route.abort()
    })
    await page.evaluate(() => sessionStorage.clear()) // each is the first for a while
    await page.goto(path, { waitUntil: 'networkidle' })
    expect(isLost).toBe(true)
    await expect(name(page), script).toBeVisible()
    await page.unroute(script)
  }
  await signIn(page, await person('kristinehov'))
  await onCodePage(page)
})

test('A script that never comes is told in the page’s language, and the page is not loaded again and again @script', async ({ page, visit }) => {
  await visit('kristinehov', '/sign-in')
  const last = (await scriptsOf(page)).at(-1) ?? ''
  await page.route(last, (route) => route.abort())
  let loaded = 0
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loaded++
  })
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Något gick fel hos oss')
  await page.waitForLoadState('networkidle')
  expect(loaded).toBe(2)
})
