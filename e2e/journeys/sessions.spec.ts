import { isIn, isTold, openMenu, signIn, signOutButton } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'
import { dictionary } from '@/lib/words/speak'

const days = (count: number) => count * 24 * 60 * 60

test('H3: a remembered sign-in lasts 30 days @rule', async ({ page, context, person, sql }) => {
  const erkki = await person('hameenportti', { hasUsername: false })
  await signIn(page, erkki, { isRemembered: true })
  await isIn(page, erkki)
  const cookie = (await context.cookies()).find(({ name }) => name === '__Host-porten-session-hameenportti')
  const left = (cookie?.expires ?? 0) - Date.now() / 1_000
  expect(left).toBeGreaterThan(days(29.9))
  expect(left).toBeLessThanOrEqual(days(30))
  const [session] = await sql('SELECT extract(epoch FROM expires_at - created_at) AS seconds FROM sessions WHERE person_id = $1', [erkki.id])
  expect(Number(session?.seconds)).toBeCloseTo(days(30), -1)
})

test('H3: unticked, the cookie ends with the browser and the session within 24 hours @rule', async ({ page, context, person, sql }) => {
  const erkki = await person('hameenportti', { hasUsername: false })
  await signIn(page, erkki)
  await isIn(page, erkki)
  const cookie = (await context.cookies()).find(({ name }) => name === '__Host-porten-session-hameenportti')
  expect(cookie).toMatchObject({ expires: -1, httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  const [session] = await sql('SELECT extract(epoch FROM expires_at - created_at) AS seconds FROM sessions WHERE person_id = $1', [erkki.id])
  expect(Number(session?.seconds)).toBeLessThanOrEqual(days(1))
})

test('H8: the person’s name, a way out and the languages stand at the top; a chosen language is remembered', async ({
  page,
  context,
  person,
  visit,
  looksRight,
}) => {
  const erkki = await person('hameenportti', { givenName: 'Erkki', familyName: 'Esimerkki', hasUsername: false })
  await signIn(page, erkki)
  await isIn(page, erkki)
  const header = page.locator('header')
  const inMenu = (name: string) => header.getByRole('link', { name, exact: true }).filter({ visible: true })
  await expect(inMenu(`Erkki Esimerkki (${erkki.email})`)).toBeVisible()
  await expect(header.getByRole('button', { name: 'Kirjaudu ulos', exact: true }).filter({ visible: true })).toBeVisible()
  for (const language of ['FIN', 'SVE', 'ENG']) await expect(inMenu(language)).toBeVisible()
  await looksRight(page)
  await inMenu('SVE').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv')
  await openMenu(page)
  await expect(header.getByRole('button', { name: 'Logga ut', exact: true }).filter({ visible: true })).toBeVisible()
  await header.getByRole('button', { name: 'Logga ut', exact: true }).filter({ visible: true }).click()
  await expect(page).toHaveURL(/\/hameenportti\/sign-in$/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv')
  await context.clearCookies()
  await visit('hameenportti', '/sign-in')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi')
})

test('Signing out ends the session on the server: its cookie, sent again, is a stranger’s @rule', async ({ page, context, person, visit }) => {
  const mari = await person('handelsforbundet')
  await signIn(page, mari)
  await isIn(page, mari)
  const cookies = await context.cookies()
  await (await signOutButton(page, mari)).click()
  await expect(page).toHaveURL(/\/handelsforbundet\/sign-in$/)
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('__Host-porten-session-handelsforbundet')
  await page.goBack()
  await expect(page).toHaveURL(/\/handelsforbundet\/sign-in/)
  await context.clearCookies()
  await context.addCookies(cookies)
  await visit('handelsforbundet')
  await expect(page).toHaveURL(/\/handelsforbundet\/sign-in/)
})

test('A changed cookie, a made-up one, and one of another organisation are a stranger’s @once', async ({ person, plain }) => {
  const mari = await person('handelsforbundet')
  const browser = plain({ from: '203.0.113.20' })
  const opened = await browser.submit('/handelsforbundet/sign-in', { identifier: mari.name, password: mari.password })
  expect(opened.location).toBe('/handelsforbundet')
  expect((await browser.get('/handelsforbundet')).status).toBe(200)
  const name = '__Host-porten-session-handelsforbundet'
  const token = browser.jar.get(name) ?? ''
  const changed = (token.startsWith('A') ? 'B' : 'A') + token.slice(1)
  for (const forged of [
    changed,
    `${token}x`,
    token.slice(1),
    token.toLowerCase(),
    '',
    'null',
    'A'.repeat(43),
    'A'.repeat(3_000),
    '%00',
    'eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0.',
  ]) {
    browser.jar.set(name, forged)
    const answer = await browser.get('/handelsforbundet')
    expect.soft({ forged, status: answer.status, location: answer.location }).toEqual({ forged, status: 307, location: '/handelsforbundet/sign-in' })
  }
  browser.jar.delete(name)
  browser.jar.set('__Host-porten-session-securia', token)
  expect((await browser.get('/securia')).status).toBe(307)
})

test('Each sign-in has a new session id, and the one before it in the same browser is dead @once', async ({ person, plain }) => {
  const mari = await person('handelsforbundet')
  const browser = plain({ from: '203.0.113.21' })
  const name = '__Host-porten-session-handelsforbundet'
  const form = await browser.read('/handelsforbundet/sign-in')
  const enter = async () => {
    await browser.post('/handelsforbundet/sign-in', { ...form, identifier: mari.name, password: mari.password })
    return browser.jar.get(name) ?? ''
  }
  const [first, second] = [await enter(), await enter()]
  expect(first).toMatch(/^[\w-]{43}$/)
  expect(second).not.toBe(first)
  browser.jar.set(name, first)
  expect((await browser.get('/handelsforbundet')).status).toBe(307)
  browser.jar.set(name, second)
  expect((await browser.get('/handelsforbundet')).status).toBe(200)
})

test('A session that idled too long is over, and what was asked for is found again after signing in @rule', async ({ page, person, sql, visit }) => {
  const mari = await person('handelsforbundet')
  await signIn(page, mari)
  await isIn(page, mari)
  await sql("UPDATE sessions SET last_seen_at = now() - interval '61 minutes' WHERE person_id = $1", [mari.id])
  await visit('handelsforbundet', '/my-details')
  await expect(page).toHaveURL(/\/handelsforbundet\/sign-in\?to=%2Fhandelsforbundet%2Fmy-details$/)
})

test('What was typed when the session had ended is not lost, and nobody but its person sees it (WCAG 2.2.1)', async ({
  page,
  person,
  sql,
  visit,
  looksRight,
  javaScriptEnabled,
}) => {
  const say = dictionary.nb
  const [mari, ola] = [await person('handelsforbundet'), await person('handelsforbundet')]
  const street = page.getByLabel(say['details.address.street'], { exact: true })
  const kept = page.getByText(say['page.kept'], { exact: true })
  const typeAndWaitTooLong = async () => {
    await street.fill('Storgata 12 <b>"')
    await sql("UPDATE sessions SET last_seen_at = now() - interval '61 minutes' WHERE person_id = $1", [mari.id])
    await page.locator('form#address').getByRole('button', { name: say['details.save'], exact: true }).click()
  }
  await signIn(page, mari)
  await isIn(page, mari)
  await visit('handelsforbundet', '/my-details')
  await typeAndWaitTooLong()
  if (javaScriptEnabled) {
    await isTold(page, say['page.sessionEnded'])
    await expect(street).toHaveValue('Storgata 12 <b>"')
    return
  }
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fhandelsforbundet%2Fmy-details%23address&kept=1$/)
  await expect(page.getByText(say['signIn.kept'])).toBeVisible()
  await looksRight(page)
  const back = new URL(page.url()).pathname + new URL(page.url()).search

  await signIn(page, ola, { path: back })
  await expect(page).toHaveURL(/\/my-details#address$/)
  await expect(street).toHaveValue('')
  await expect(kept).toHaveCount(0)
  await (await signOutButton(page, ola)).click()

  await signIn(page, mari, { path: back })
  await expect(page).toHaveURL(/\/my-details#address$/)
  await expect(street).toHaveValue('Storgata 12 <b>"')
  await expect(kept).toBeVisible()
  await looksRight(page)
  await page.locator('form#address').getByRole('button', { name: say['details.save'], exact: true }).click()
  await expect(page.locator('form#address').getByText(say['details.saved'])).toBeVisible()
  await visit('handelsforbundet', '/my-details')
  await expect(street).toHaveValue('Storgata 12 <b>"')
  await expect(kept).toHaveCount(0)
  await expect(await sql('SELECT street FROM persons WHERE id = $1', [mari.id])).toEqual([{ street: 'Storgata 12 <b>"' }])
})

test('An account that is disabled is out at once @rule', async ({ page, person, sql, visit, asAddress }) => {
  await asAddress(await insideAddress())
  const karin = await person('securia')
  await signIn(page, karin)
  await isIn(page, karin)
  await sql("UPDATE persons SET status = 'disabled' WHERE id = $1", [karin.id])
  await visit('securia')
  await expect(page).toHaveURL(/\/securia\/sign-in$/)
})
