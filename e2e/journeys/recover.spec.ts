import { isIn, isTold, signIn } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'

const newPassword = 'Tallkotte88Qq+Zt'

test('K2–K8: a forgotten password, by SMS, over the terms, to the advice and the sign-in page', async ({
  page,
  person,
  visit,
  inbox,
  looksRight,
  context,
  asAddress,
}) => {
  const kerstin = await person('kristinehov')
  await visit('kristinehov', '/sign-in')
  await page.getByRole('link', { name: 'Glömt lösenordet', exact: true }).click()
  await expect(page).toHaveURL(/\/recover$/)
  await looksRight(page)
  await page.getByLabel('Användarnamn', { exact: true }).fill(kerstin.username)
  await page.getByRole('button', { name: 'OK', exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/code$/)
  const { code, reference } = await inbox.code(kerstin)
  await expect(page.getByRole('main')).toContainText(reference)
  await looksRight(page)
  await page.getByLabel('Kod', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Fortsätt', exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/terms$/)
  await page.getByRole('button', { name: 'Fortsätt', exact: true }).click()
  await isTold(page, 'Kryssa i rutan')
  await looksRight(page)
  await page.getByLabel('Jag godtar', { exact: true }).check()
  await page.getByRole('button', { name: 'Fortsätt', exact: true }).click()
  await expect(page.getByLabel('Nytt lösenord', { exact: true })).toHaveAttribute('autocomplete', 'new-password')
  await page.getByLabel('Nytt lösenord', { exact: true }).fill('kort')
  await page.getByLabel('Bekräfta lösenord', { exact: true }).fill('kort')
  await page.getByRole('button', { name: 'Ändra lösenord', exact: true }).click()
  await isTold(page, '12')
  await looksRight(page)
  await page.getByLabel('Nytt lösenord', { exact: true }).fill(newPassword)
  await page.getByLabel('Bekräfta lösenord', { exact: true }).fill(newPassword)
  await page.getByRole('button', { name: 'Ändra lösenord', exact: true }).click()
  await expect(page.getByRole('main')).toContainText('Lyckades')
  await expect(page.getByRole('main')).toContainText('Ditt lösenord har ändrats.')
  await expect(page.getByRole('link', { name: 'Hem', exact: true })).toHaveAttribute('href', 'https://kristinehov.example.org')
  await looksRight(page)
  expect((await context.cookies()).filter(({ name }) => name.includes('session'))).toEqual([])
  await page.getByRole('link', { name: 'Fortsätt', exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/advice$/)
  for (const name of ['Android', 'iPhone']) await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'kommunens webbplats (till en annan webbplats)' })).toHaveAttribute('href', /^https:/)
  await looksRight(page)
  await page.getByRole('link', { name: 'Fortsätt', exact: true }).click()
  await expect(page).toHaveURL(/\/kristinehov\/sign-in$/)
  await visit('kristinehov', '/recover/done')
  await page.getByRole('link', { name: 'Logga ut', exact: true }).click()
  await expect(page).toHaveURL(/\/kristinehov\/sign-in$/)
  await visit('kristinehov', '/recover/done')
  await expect(page, 'the journey has ended').toHaveURL(/\/kristinehov\/recover$/)
  await inbox.next(kerstin, /lösenord/i)
  await asAddress(await insideAddress())
  await signIn(page, kerstin, { password: newPassword })
  await isIn(page, kerstin)
})

test('M1, M2, M4, M7: the name typed at the sign-in box is carried along, and the account opens with its present password', async ({
  page,
  person,
  visit,
  inbox,
  asAddress,
  looksRight,
}) => {
  const mats = await person('motafors')
  for (let times = 0; times < 5; times++) {
    await signIn(page, mats, { password: 'fel' })
    await isTold(page, 'hör inte ihop')
  }
  await visit('motafors', '/sign-in')
  await page.getByLabel('Användarnamn', { exact: true }).fill(mats.username)
  await page.getByRole('button', { name: 'Har du problem att logga in?', exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/code$/)
  await page.getByLabel('Återställningskod', { exact: true }).fill((await inbox.code(mats)).code)
  await page.getByRole('button', { name: 'Nästa', exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/choice$/)
  await looksRight(page)
  await page.getByRole('button', { name: 'Nästa', exact: true }).click()
  await isTold(page, 'Välj ett av de två')
  await page.getByLabel('Behåll ditt nuvarande lösenord och lås upp ditt konto').check()
  await page.getByRole('button', { name: 'Nästa', exact: true }).click()
  await expect(page.getByRole('main')).toContainText('Ditt konto är nu upplåst')
  await looksRight(page)
  await page.getByRole('link', { name: 'Slutför', exact: true }).click()
  await asAddress(await insideAddress())
  await signIn(page, mats)
  await isIn(page, mats)
})

test('M4, M6, M7: a locked account opens with a new password, and one that is not locked has no choice to make', async ({
  page,
  person,
  visit,
  inbox,
  looksRight,
  asAddress,
}) => {
  const mats = await person('motafors')
  const press = () => page.getByRole('button', { name: 'Nästa', exact: true }).click()
  const toTheCode = async () => {
    await visit('motafors', '/recover')
    await page.getByLabel('Användarnamn', { exact: true }).fill(mats.username)
    await press()
    await page.getByLabel('Återställningskod', { exact: true }).fill((await inbox.code(mats)).code)
    await press()
  }
  const choose = async (typed: string) => {
    await page.getByLabel('Nytt lösenord', { exact: true }).fill(typed)
    await page.getByLabel('Bekräfta lösenord', { exact: true }).fill(typed)
    await press()
  }
  for (let times = 0; times < 5; times++) {
    await signIn(page, mats, { password: 'fel' })
    await isTold(page, 'hör inte ihop')
  }
  await toTheCode()
  await page.getByLabel('Ange ett nytt lösenord och lås upp ditt konto').check()
  await press()
  await expect(page).toHaveURL(/\/recover\/password$/)
  await looksRight(page)
  await choose('höst')
  await expect(page.getByRole('alert').getByRole('listitem'), 'length, capital, digit and ö at once').toHaveCount(4)
  await choose(mats.password)
  await expect(page.getByRole('alert').getByRole('listitem'), 'the present one').toHaveCount(1)
  await looksRight(page)
  await choose('Tallkotte88Qq')
  await expect(page.getByRole('heading', { level: 1, name: 'Ditt konto är nu upplåst' })).toBeVisible()
  await page.getByRole('link', { name: 'Slutför', exact: true }).click()
  await expect(page).toHaveURL(/\/motafors\/sign-in$/)
  await asAddress(await insideAddress())
  await signIn(page, mats, { password: 'Tallkotte88Qq' })
  await isIn(page, mats)

  await toTheCode()
  await expect(page).toHaveURL(/\/recover\/password$/)
  await choose('Tallkotte88Qq')
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(1)
  await choose('Grankotte99Zz')
  await expect(page.getByRole('main')).toContainText('Ditt lösenord har ändrats')
  await expect(page.getByText('Ditt konto är nu upplåst')).toHaveCount(0)
})

test('S6: "Reset or change password" from the sign-in page, over the registered number', async ({ page, person, visit, inbox, looksRight, asAddress }) => {
  const [stina, without] = [await person('securia'), await person('securia', { hasMobile: false })]
  const ask = async (name: string) => {
    await visit('securia', '/sign-in')
    await page.getByRole('link', { name: 'Reset or change password', exact: true }).click()
    await page.getByLabel('Användarnamn', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Fortsätt', exact: true }).click()
    await expect(page).toHaveURL(/\/recover\/code$/)
  }
  await ask(without.username)
  await expect(page.getByRole('main'), 'nobody learns who has a number').toContainText('Please enter your one-time password')
  await ask(stina.username)
  const { code, reference } = await inbox.code(stina)
  await expect(page.getByRole('main')).toContainText('Additional Information Required')
  await expect(page.getByRole('main')).toContainText(reference)
  await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'en')
  await looksRight(page)
  await page.getByLabel('One-time password', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  const choose = async (typed: string) => {
    await page.getByLabel('Nytt lösenord', { exact: true }).fill(typed)
    await page.getByLabel('Bekräfta nytt lösenord', { exact: true }).fill(typed)
    await page.getByRole('button', { name: 'Ändra', exact: true }).click()
  }
  await choose('Sommar1') // a common word with a digit at its end (S7)
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(1)
  await looksRight(page)
  await choose('Kvastfot73Zx')
  await expect(page.getByRole('main')).toContainText('Ditt lösenord har ändrats')
  await inbox.next(stina, /lösenord/i)
  await asAddress(await insideAddress())
  await signIn(page, stina, { password: 'Kvastfot73Zx' })
  await isIn(page, stina)
})

test('M1: with nothing typed the recovery page opens', async ({ page, visit }) => {
  await visit('motafors', '/sign-in')
  await page.getByRole('button', { name: 'Har du problem att logga in?', exact: true }).click()
  await expect(page).toHaveURL(/\/motafors\/recover$/)
})

test('M3: outside, a stranger and somebody without a number see what everybody sees; inside they are told whom to call @rule', async ({
  page,
  person,
  visit,
  asAddress,
  looksRight,
}) => {
  const nobody = await person('motafors', { hasMobile: false })
  const ask = async (name: string) => {
    await visit('motafors', '/recover')
    await page.getByLabel('Användarnamn', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Nästa', exact: true }).click()
  }
  for (const name of [nobody.username, 'ingen-alls']) {
    await ask(name)
    await expect(page).toHaveURL(/\/recover\/code$/)
  }
  await asAddress(await insideAddress())
  for (const name of [nobody.username, 'ingen-alls']) {
    await ask(name)
    await isTold(page, /inte finns något mobilnummer registrerat.*08-465 004 12/)
  }
  await looksRight(page)
})

test('H4, H5: a mailed link leads on in another browser, and the first one says so', async ({
  page,
  person,
  visit,
  inbox,
  looksRight,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const erkki = await person('hameenportti', { hasUsername: false })
  await visit('hameenportti', '/sign-in')
  await page.getByRole('link', { name: 'Unohtuiko käyttäjätunnus tai salasana?', exact: true }).click()
  await expect(page).toHaveURL(/\/recover$/)
  await looksRight(page)
  await page.getByRole('link', { name: 'Unohdin salasanani', exact: true }).click()
  await page.getByLabel('Sähköpostiosoite / käyttäjätunnus', { exact: true }).fill(erkki.email)
  await page.getByRole('button', { name: 'Jatka', exact: true }).click()
  const { text } = await inbox.next(erkki, /\/go\//)
  const link = text.match(/https?:\/\/\S+/)?.[0] ?? ''
  const phone = await (await browser.newContext({ javaScriptEnabled, extraHTTPHeaders: { 'X-Forwarded-For': '203.0.113.77' } })).newPage()
  for (let looks = 0; looks < 2; looks++) await phone.goto(new URL(new URL(link).pathname, baseURL).href)
  await looksRight(phone)
  await phone.getByRole('button', { name: 'Jatka', exact: true }).click()
  await expect(phone).toHaveURL(/\/recover\/password$/)
  // Without JavaScript the page looks again by itself while the letter is on its way, maybe in this very moment.
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('main')).toContainText('Jatkoit toisessa ikkunassa')
  }).toPass()
  const secret = 'mustikka ja seepra 99'
  await phone.getByLabel('Uusi salasana', { exact: true }).fill(secret)
  await phone.getByLabel('Vahvista uusi salasana', { exact: true }).fill(secret)
  await phone.getByRole('button', { name: 'Vaihda salasana', exact: true }).click()
  await expect(phone.getByRole('main')).toContainText('Salasanasi on vaihdettu')
  await phone.context().close()
  await signIn(page, erkki, { password: secret })
  await isIn(page, erkki)
})

test('H4: a forgotten user name goes to the registered address @rule', async ({ page, person, visit, inbox, looksRight }) => {
  const erkki = await person('hameenportti', { hasUsername: false })
  await visit('hameenportti', '/recover')
  await page.getByRole('link', { name: 'Unohdin käyttäjätunnukseni', exact: true }).click()
  await page.getByLabel('Sähköpostiosoite tai matkapuhelinnumero', { exact: true }).fill(erkki.email)
  await page.getByRole('button', { name: 'Jatka', exact: true }).click()
  await expect(page).toHaveURL(/\/user-name\/sent$/)
  await looksRight(page)
  expect((await inbox.next(erkki, /käyttäjätunnu/i)).text).toContain(erkki.email)
})

test('the pages after the code are nobody’s who has not typed it (security.md 39) @rule', async ({ page, visit }) => {
  for (const path of ['code', 'terms', 'choice', 'password', 'done', 'advice']) {
    await visit('kristinehov', `/recover/${path}`)
    await expect(page).toHaveURL(/\/kristinehov\/recover$/)
  }
})

test('M1: in a bare logon window the button posts the name and a code goes out at once; no style needs a browser of today @once', async ({
  page,
  plain,
  person,
  inbox,
  browser,
  baseURL,
}) => {
  const mats = await person('motafors')
  const logon = plain({
    headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0 Safari/537.36 Edge/17.17134' },
  })
  const sent = await logon.submit('/motafors/sign-in', { identifier: mats.username, way: 'problem' })
  expect({ status: sent.status, location: sent.location }).toEqual({ status: 303, location: '/motafors/recover/code' })
  await inbox.code(mats)
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL })
  const bare = await context.newPage()
  const styles: string[] = []
  // As a browser reads it that knows neither @layer nor @property nor the colours of today.
  await bare.route('**/*.css', async (route) => {
    const style = await (await page.request.get(route.request().url())).text()
    styles.push(style)
    const known = style
      .replace(/@layer properties\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, '')
      .replace(/@property[^{]*\{[^}]*\}/g, '')
      .replace(/[\w-]+:[^;{}]*(?:light-dark|oklch|color-mix)\([^;}]*/g, '')
      .replace(/[^{}]*:has\([^{]*\{[^}]*\}/g, '')
    await route.fulfill({ contentType: 'text/css', body: known })
  })
  for (const path of ['/motafors/sign-in', '/motafors/recover']) {
    await bare.goto(path)
    await expect(bare.locator('[target]')).toHaveCount(0) // there is but one window
    const [ink, paper, button] = await bare.evaluate(() => [
      getComputedStyle(document.querySelector('h1') ?? document.body).color,
      getComputedStyle(document.documentElement).backgroundColor,
      getComputedStyle(document.querySelector('main button') ?? document.body).backgroundColor,
    ])
    expect(new Set([ink, paper, button, 'rgba(0, 0, 0, 0)']).size).toBe(4)
    styles.push(...(await bare.locator('style').allTextContents()))
  }
  expect(styles.length).toBeGreaterThan(2)
  for (const style of styles) expect(style).not.toMatch(/@layer(?! properties)/)
  await context.close()
})
