import { byKeyboard } from '@/e2e/support/keyboard'
import { isIn, isRefused, isTold, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'
import { dictionary } from '@/lib/words/speak'

test('K: the words of the sign-in page, and a right password opens it inside the network', async ({ page, person, visit, asAddress, looksRight }) => {
  await asAddress(await insideAddress())
  const kerstin = await person('kristinehov')
  await visit('kristinehov', '/sign-in')
  await expect(page.getByLabel('Användarnamn', { exact: true })).toHaveAttribute('autocomplete', 'username')
  await expect(page.getByLabel('Lösenord', { exact: true })).toHaveAttribute('autocomplete', 'current-password')
  await expect(page.getByRole('link', { name: 'Glömt lösenordet', exact: true })).toBeVisible()
  await looksRight(page)
  await signIn(page, kerstin)
  await isIn(page, kerstin)
  await looksRight(page)
})

test('M: the words of the sign-in page; help is a button, which no prefetch presses @rule', async ({ page, visit, looksRight }) => {
  await visit('motafors', '/sign-in')
  await expect(page.getByLabel('Användarnamn', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Lösenord', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Logga in', exact: true })).toBeVisible()
  await looksRight(page)
  await page.getByRole('button', { name: 'Har du problem att logga in?', exact: true }).click()
  await expect(page).toHaveURL(/\/motafors\/recover/)
  await looksRight(page)
})

test('H1: an old user name still opens the account, and the page tells what to type from now on', async ({ page, person, looksRight }) => {
  const erkki = await person('hameenportti', { givenName: 'Erkki', familyName: 'Esimerkki', hasUsername: false, hasFormerUsername: true })
  await signIn(page, erkki, { name: erkki.formerUsername })
  await isIn(page, erkki)
  await expect(page.getByRole('main')).toContainText(dictionary.fi['signIn.newName'].replace('{email}', erkki.email))
  await looksRight(page)
})

test('H10: what belonged to the person under the old user name still does under the e-mail address @once', async ({ page, context, person }) => {
  const erkki = await person('hameenportti', { givenName: 'Erkki', familyName: 'Esimerkki', hasUsername: false, hasFormerUsername: true })
  const signIns = page.getByRole('row').filter({ hasText: dictionary.fi['details.act.sign-in.succeeded'] })
  for (const [before, name] of [erkki.formerUsername, erkki.email].entries()) {
    await signIn(page, erkki, { name })
    await isIn(page, erkki)
    await page.goto('/hameenportti/my-details')
    await expect(signIns).toHaveCount(before + 1)
    await expect(page.locator('header')).toContainText(`Erkki Esimerkki (${erkki.email})`)
    await context.clearCookies()
  }
})

test('H1, H7: an official who signs in by the old user name is told nothing new @rule', async ({ page, person }) => {
  const virkku = await person('hameenportti', { hasUsername: false, hasFormerUsername: true, groups: 'officials' })
  await signIn(page, virkku, { name: virkku.formerUsername })
  await isIn(page, virkku)
  await expect(page.getByRole('main')).not.toContainText(virkku.email)
})

test('H1: the sign-in page says that the user name has become the e-mail address, and leads to the guide @rule', async ({ page, visit, looksRight }) => {
  await visit('hameenportti', '/sign-in')
  await expect(page.getByRole('main')).toContainText('Kirjautumisjärjestelmä on hiljattain muuttunut. Käyttäjätunnuksena toimii jatkossa sähköpostiosoitteesi.')
  await looksRight(page)
  await page.getByRole('link', { name: /ohje/i }).click()
  await expect(page).toHaveURL(/\/hameenportti\/sign-in\/guide$/)
  await looksRight(page)
})

test('H2: the name first, then the password, in the words that are fixed', async ({ page, person, visit, looksRight }) => {
  const erkki = await person('hameenportti', { hasUsername: false })
  await visit('hameenportti', '/sign-in')
  await expect(page.getByLabel('Salasana', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Unohtuiko käyttäjätunnus tai salasana?', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Luo uusi käyttäjätunnus', exact: true })).toBeVisible()
  await expect(page.getByText('Viranomaiskäyttäjä?')).toBeVisible()
  await page.getByLabel('Sähköpostiosoite / käyttäjätunnus', { exact: true }).fill(` ${erkki.email.toUpperCase()} `)
  await page.getByRole('button', { name: 'Jatka', exact: true }).click()
  await expect(page.getByLabel('Salasana', { exact: true })).toHaveAttribute('autocomplete', 'current-password')
  await expect(page.getByLabel('Muista kirjautumiseni tässä tietokoneessa', { exact: true })).not.toBeChecked()
  await looksRight(page)
  await page.getByLabel('Salasana', { exact: true }).fill(erkki.password)
  await page.getByRole('button', { name: 'Kirjaudu sisään', exact: true }).click()
  await isIn(page, erkki)
})

test('S2: the English words of the sign-in page are marked as English on a Swedish page @rule', async ({ page, visit, looksRight }) => {
  await visit('securia', '/sign-in')
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv')
  await expect(page.getByRole('heading', { name: 'Welcome', exact: true })).toHaveAttribute('lang', 'en')
  await expect(page.getByText('Please log on to continue.', { exact: true })).toHaveAttribute('lang', 'en')
  for (const words of ['User name:', 'Password:']) {
    await expect(page.getByLabel(words, { exact: true })).toBeVisible()
    await expect(page.locator('label').filter({ hasText: words })).toHaveAttribute('lang', 'en')
  }
  await expect(page.getByRole('button', { name: 'Log On', exact: true })).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('link', { name: 'Reset or change password', exact: true })).toHaveAttribute('lang', 'en')
  await looksRight(page)
})

test('F10: the sign-in page explains where the member number is found, and has both links for first-time passwords @rule', async ({
  page,
  visit,
  looksRight,
}) => {
  await visit('handelsforbundet', '/sign-in')
  const field = page.getByLabel('Brukernavn, e-postadresse eller medlemsnummer', { exact: true })
  await expect(field).toHaveAccessibleDescription(/Medlemsnummeret står på medlemskortet.*stemmeseddelen.*medlemsbladet/)
  await expect(page.getByRole('link', { name: 'Jeg vil ha eller har glemt passord', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Jeg har fått nytt passord/PIN', exact: true })).toBeVisible()
  await looksRight(page)
})

for (const [what, kind] of [
  ['the user name', 'username'],
  ['the e-mail address', 'email'],
  ['the member number', 'memberNumber'],
] as const)
  test(`F4: ${what} signs a member in${kind === 'username' ? '' : ' @once'}`, async ({ page, person }) => {
    const mari = await person('handelsforbundet')
    await signIn(page, mari, { name: mari[kind] })
    await isIn(page, mari)
  })

test('A wrong password keeps the name, empties the password and says neither which half was wrong (security.md 55)', async ({ page, person, looksRight }) => {
  const mari = await person('handelsforbundet')
  await signIn(page, mari, { password: 'feil passord' })
  await isRefused(page, mari)
  await expect(page.getByLabel('Brukernavn, e-postadresse eller medlemsnummer', { exact: true })).toHaveValue(mari.name)
  await expect(page.getByLabel('Passord', { exact: true })).toHaveValue('')
  await looksRight(page)
})

test('A password may be pasted, shown and hidden again, and nothing keeps it from a password manager (security.md 25)', async ({
  page,
  visit,
  javaScriptEnabled,
}) => {
  await visit('handelsforbundet', '/sign-in')
  const field = page.getByLabel('Passord', { exact: true })
  await expect(field).toHaveAttribute('type', 'password')
  expect(await page.content()).not.toMatch(/autocomplete="(off|false)"|onpaste/i)
  expect(Number(await field.getAttribute('maxlength')) || 128).toBeGreaterThanOrEqual(128)
  if (!javaScriptEnabled) return
  const isTaken = await field.evaluate((input) => input.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })))
  expect(isTaken).toBe(true)
  await page.getByRole('button', { name: new RegExp(`^${dictionary.nb['page.show']} ?: Passord$`) }).click()
  await expect(field).toHaveAttribute('type', 'text')
  await page.getByRole('button', { name: new RegExp(`^${dictionary.nb['page.hide']} ?: Passord$`) }).click()
  await expect(field).toHaveAttribute('type', 'password')
})

test('An empty form says what is missing, at the field', async ({ page, visit, looksRight }) => {
  await visit('handelsforbundet', '/sign-in')
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
  await isTold(page, dictionary.nb['signIn.identifierMissing'])
  await isTold(page, dictionary.nb['signIn.passwordMissing'])
  await expect(page.getByLabel('Passord', { exact: true })).toHaveAccessibleDescription(dictionary.nb['signIn.passwordMissing'])
  await looksRight(page)
})

test('The keyboard alone signs in', async ({ page, person, visit }) => {
  const mari = await person('handelsforbundet')
  await visit('handelsforbundet', '/sign-in')
  const keys = byKeyboard(page)
  await keys.write(page.locator('[name="identifier"]'), mari.name)
  await keys.write(page.locator('[name="password"]'), mari.password)
  await page.keyboard.press('Enter')
  await isIn(page, mari)
})

test('Who asked for a page inside comes to it after signing in', async ({ page, person, visit }) => {
  const mari = await person('handelsforbundet')
  await visit('handelsforbundet', '/my-details')
  await expect(page).toHaveURL(/\/handelsforbundet\/sign-in\?to=/)
  await signIn(page, mari, { path: page.url() })
  await expect(page).toHaveURL(/\/handelsforbundet\/my-details$/)
})

test('Where to go after signing in is never another site', async ({ page, person }) => {
  const mari = await person('handelsforbundet')
  await signIn(page, mari, { path: '/handelsforbundet/sign-in?to=https%3A%2F%2Fexample.com%2F' })
  await isIn(page, mari)
})

test('Standard: two pages and a code, also inside the network @rule', async ({ page, person, inbox, asAddress, looksRight }) => {
  await asAddress(await insideAddress())
  const kerstin = await person('standard')
  await signIn(page, kerstin)
  await onCodePage(page)
  await looksRight(page)
  await typeCode(page, kerstin, (await inbox.code(kerstin)).code)
  await isIn(page, kerstin)
})
