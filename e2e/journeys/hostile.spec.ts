import { expect, test } from '@/e2e/support/test'
import { dictionary } from '@/lib/words/speak'

const isSignedIn = (setCookies: string[]) => setCookies.some((cookie) => cookie.startsWith('__Host-porten-session-') && !/max-age=0/i.test(cookie))

test('A body of 10 MB is refused with a page of ours, declared or streamed @once', async ({ plain }) => {
  const browser = plain({ peer: '127.0.0.2' })
  const body = Buffer.from(`--x\r\nContent-Disposition: form-data; name="identifier"\r\n\r\n${'a'.repeat(10 * 1024 * 1024)}\r\n--x--\r\n`)
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const declared = await browser.send('/kristinehov/sign-in', { method: 'POST', body, headers })
  expect(declared.status).toBe(413)
  expect(declared.body).toContain(dictionary.sv['plain.tooLarge.title'])
  const streamed = await browser.send('/kristinehov/sign-in', { method: 'POST', body, headers: { ...headers, 'transfer-encoding': 'chunked' } })
  expect(streamed.status).toBe(413)
})

test('A page of text in the field for the name ends in words, not in a broken page', async ({ page, visit, expectedComplaints }) => {
  expectedComplaints.push(/413/, /Failed to fetch|ERR_|unexpected response/)
  await visit('kristinehov', '/sign-in')
  await page.getByLabel('Användarnamn', { exact: true }).evaluate((field: HTMLInputElement) => {
    field.value = 'a'.repeat(400_000)
  })
  await page.getByLabel('Lösenord', { exact: true }).fill('x')
  await page.getByRole('button', { name: 'Logga in', exact: true }).click()
  await expect(page.getByText(new RegExp(`${dictionary.sv['plain.tooLarge.title']}|${dictionary.sv['page.failure']}`)).first()).toBeVisible()
})

test('A null byte or another control character in the name gets the ordinary answer @once', async ({ person, plain }) => {
  const kerstin = await person('kristinehov')
  for (const identifier of ['\0', `kerstin\0`, '\u0001\u001b[31m', '\ud800', "' OR 1=1 --", 'ﷺ'.repeat(300), '🙈'.repeat(200)]) {
    const { status, body, setCookies } = await plain({ from: '203.0.113.61' }).submit('/kristinehov/sign-in', { identifier, password: 'x\0y' })
    expect.soft({ identifier, status, isSignedIn: isSignedIn(setCookies) }).toEqual({ identifier, status: 200, isSignedIn: false })
    expect.soft(body, identifier).toMatch(/hör inte ihop|Skriv ditt användarnamn/)
  }
  const odd = await plain({ from: '203.0.113.61' }).submit('/kristinehov/sign-in', { identifier: kerstin.name, password: `${kerstin.password}\0` })
  expect(isSignedIn(odd.setCookies)).toBe(false)
})

test('A form that another site sent is refused, right password or not @once', async ({ person, plain }) => {
  const mari = await person('handelsforbundet')
  const typed = { identifier: mari.name, password: mari.password }
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': 'same-site' },
    { origin: 'http://handelsforbundet.example.org', 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of foreign) {
    const answer = await plain({ from: '203.0.113.62', peer: '127.0.0.2' }).submit('/handelsforbundet/sign-in', typed, { headers })
    expect.soft({ headers, isSignedIn: isSignedIn(answer.setCookies) }).toEqual({ headers, isSignedIn: false })
  }
  const own = await plain({ from: '203.0.113.62' }).submit('/handelsforbundet/sign-in', typed)
  expect(isSignedIn(own.setCookies)).toBe(true)
})

test('A right name and password posted to next-auth’s own addresses open nothing @once', async ({ person, plain }) => {
  const mari = await person('handelsforbundet')
  const browser = plain({ from: '203.0.113.63' })
  const { csrfToken } = JSON.parse((await browser.get('/handelsforbundet/auth/csrf')).body)
  const fields = { csrfToken, username: mari.name, identifier: mari.name, email: mari.email, password: mari.password, json: 'true' }
  for (const path of ['callback/credentials', 'signin/credentials', 'callback/email', 'signin/email', 'signin'])
    for (const headers of [{}, { 'content-type': 'application/x-www-form-urlencoded' }]) {
      const body = new URLSearchParams(fields).toString()
      const answer = await browser.send(`/handelsforbundet/auth/${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
      expect.soft({ path, isSignedIn: isSignedIn(answer.setCookies), status: answer.status < 500 }).toEqual({ path, isSignedIn: false, status: true })
    }
  expect((await browser.get('/handelsforbundet')).status).toBe(307)
})

test('Every answer carries the security headers; pages with people in them are kept by nobody (security.md 50) @once', async ({ plain }) => {
  const browser = plain({ from: '203.0.113.64' })
  for (const path of ['/', '/kristinehov/sign-in', '/securia', '/nothing-here/at-all', '/hameenportti/sign-in/guide', '/outbox', '/health/live', '/icon.svg']) {
    const { headers } = await browser.get(path)
    expect.soft(headers, path).toMatchObject({
      'strict-transport-security': expect.stringMatching(/^max-age=(3153[6-9]\d{3}|315[4-9]\d{4}|31[6-9]\d{5}|3[2-9]\d{6}|[4-9]\d{7})/),
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
    })
    expect.soft(headers['x-powered-by'], path).toBeUndefined()
    if (!path.includes('.')) expect.soft(headers['cache-control'], path).toContain('no-store')
    expect.soft(String(headers['content-security-policy']), path).not.toContain('unsafe')
  }
  const [one, other] = [await browser.get('/kristinehov/sign-in'), await browser.get('/kristinehov/sign-in')]
  expect(one.headers['content-security-policy']).not.toBe(other.headers['content-security-policy'])
})

test('Cookies are for this host alone, over https, and closed to scripts (security.md 46) @once', async ({ person, plain }) => {
  const erkki = await person('hameenportti', { hasUsername: false })
  const browser = plain({ from: '203.0.113.65' })
  const first = await browser.submit('/hameenportti/sign-in', { identifier: erkki.name })
  const second = await browser.submit('/hameenportti/sign-in/password', { password: erkki.password, remember: 'yes' })
  const chosen = await browser.get('/hameenportti/language?to=sv&back=%2Fhameenportti')
  const all = [first, second, chosen].flatMap(({ setCookies }) => setCookies)
  expect(all.map((cookie) => cookie.split('=')[0])).toEqual(
    expect.arrayContaining(['__Host-porten-browser', '__Host-porten-device', '__Host-porten-session-hameenportti', '__Host-porten-language']),
  )
  for (const cookie of all) {
    expect.soft(cookie).toMatch(/^__Host-porten-/)
    expect.soft(cookie).toMatch(/;\s*Secure/i)
    expect.soft(cookie).toMatch(/;\s*HttpOnly/i)
    expect.soft(cookie).toMatch(/;\s*SameSite=(Lax|Strict)/i)
    expect.soft(cookie).toMatch(/;\s*Path=\//i)
    expect.soft(cookie).not.toMatch(/domain=/i)
    expect.soft(cookie).not.toContain(erkki.id)
  }
  expect(browser.jar.get('__Host-porten-session-hameenportti')).toMatch(/^[\w-]{43}$/)
})

test('Nothing that needs the present password is changed without it (security.md 28) @once', async ({ person, plain, sql }) => {
  const mari = await person('handelsforbundet')
  const browser = plain()
  await browser.submit('/handelsforbundet/sign-in', { identifier: mari.name, password: mari.password })
  const details = '/handelsforbundet/my-details'
  const wishes = {
    mobile: { mobile: '+46701740699' },
    email: { email: 'thief@example.org' },
    password: { newPassword: 'Tyvlykt-88-Qq-lang', confirmPassword: 'Tyvlykt-88-Qq-lang' },
  }
  const kept = () =>
    sql('SELECT p.mobile, p.email, w.hash FROM persons p JOIN passwords w ON w.organisation_id = p.organisation_id AND w.person_id = p.id WHERE p.id = $1', [
      mari.id,
    ])
  const before = await kept()
  for (const [formId, wish] of Object.entries(wishes)) {
    for (const currentPassword of ['', `${mari.password}x`]) {
      const answer = await browser.submit(details, { ...wish, currentPassword }, { formId })
      expect.soft([formId, answer.status]).toEqual([formId, 200])
    }
  }
  expect(await kept()).toEqual(before)
  expect(await sql('SELECT kind FROM journeys WHERE person_id = $1', [mari.id])).toEqual([])
  await browser.submit(details, { ...wishes.password, currentPassword: mari.password }, { formId: 'password' })
  expect(await kept()).not.toEqual(before)
})

test('The language menu leads nowhere else @once', async ({ plain }) => {
  const browser = plain({ from: '203.0.113.66' })
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/securia'])
    expect.soft((await browser.get(`/hameenportti/language?to=sv&back=${encodeURIComponent(back)}`)).location, back).toMatch(/^\/hameenportti/)
})

test('A browser that keeps no cookies is told so, and nobody is let in @once', async ({ person, plain }) => {
  const kerstin = await person('hameenportti', { hasUsername: false })
  const browser = plain({ from: '203.0.113.67' })
  await browser.submit('/hameenportti/sign-in', { identifier: kerstin.name })
  browser.jar.clear()
  const answer = await browser.get('/hameenportti/sign-in/password')
  expect(answer.location).toMatch(/^\/hameenportti\/sign-in/)
})

test('Steps cannot be skipped: the pages in the middle lead back to the beginning @rule', async ({ page, visit }) => {
  await visit('hameenportti', '/sign-in/password')
  await expect(page).toHaveURL(/\/hameenportti\/sign-in$/)
  await visit('securia', '/sign-in/code')
  await expect(page).toHaveURL(/\/securia\/sign-in$/)
})

test('A sign-in that was left alone too long begins anew, in words @rule', async ({ page, person, sql }) => {
  const erkki = await person('hameenportti', { hasUsername: false })
  await page.goto('/hameenportti/sign-in')
  await page.getByLabel('Sähköpostiosoite / käyttäjätunnus', { exact: true }).fill(erkki.name)
  await page.getByRole('button', { name: 'Jatka', exact: true }).click()
  await page.getByLabel('Salasana', { exact: true }).fill(erkki.password)
  const journey = await page.locator('input[name=journey]').inputValue()
  await sql("UPDATE journeys SET expires_at = now() - interval '1 second' WHERE id = $1", [journey])
  await page.getByRole('button', { name: 'Kirjaudu sisään', exact: true }).click()
  await expect(page.getByRole('main')).toContainText(dictionary.fi['signIn.ended'])
  await expect(page.getByRole('main').getByLabel('Sähköpostiosoite / käyttäjätunnus', { exact: true })).toBeVisible()
})
