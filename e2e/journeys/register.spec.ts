import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { comparable } from '@/e2e/support/comparable'
import { type Inbox, refuseMailTo } from '@/e2e/support/inbox'
import { startOwnPortal } from '@/e2e/support/own-portal'
import type { TestPerson } from '@/e2e/support/people'
import { isTold, openMenu } from '@/e2e/support/steps'
import { expect, outsideAddress, test } from '@/e2e/support/test'

const secret = 'mustikka ja seepra 99'

// The words that are fixed (mission.md) in Finnish, and what stands there in the city's other languages.
const fi = {
  language: 'FIN',
  create: 'Luo uusi käyttäjätunnus',
  email: 'Sähköpostiosoite',
  given: 'Etunimi',
  family: 'Sukunimi',
  next: 'Jatka',
  look: 'Katso sähköpostisi',
  code: 'Koodi',
  password: 'Salasana',
  again: 'Salasana uudelleen',
  make: 'Luo käyttäjätunnus',
  done: 'Käyttäjätunnuksesi on valmis',
  signIn: 'Kirjaudu sisään',
  name: 'Sähköpostiosoite / käyttäjätunnus',
  signOut: 'Kirjaudu ulos',
}
const sv: typeof fi = {
  language: 'SVE',
  create: 'Skapa ett användarnamn',
  email: 'E-postadress',
  given: 'Förnamn',
  family: 'Efternamn',
  next: 'Fortsätt',
  look: 'Titta i din e-post',
  code: 'Kod',
  password: 'Lösenord',
  again: 'Bekräfta lösenord',
  make: 'Skapa användarnamnet',
  done: 'Ditt användarnamn är klart',
  signIn: 'Logga in',
  name: 'E-postadress / användarnamn',
  signOut: 'Logga ut',
}
const en: typeof fi = {
  language: 'ENG',
  create: 'Create a user name',
  email: 'E-mail address',
  given: 'First name',
  family: 'Last name',
  next: 'Continue',
  look: 'Look in your e-mail',
  code: 'Code',
  password: 'Password',
  again: 'Password again',
  make: 'Create the user name',
  done: 'Your user name is ready',
  signIn: 'Sign in',
  name: 'E-mail address / user name',
  signOut: 'Sign out',
}

/** Somebody in the city whom its register does not know. */
const newcomer = (known: TestPerson): TestPerson => ({ ...known, email: `${randomBytes(6).toString('hex')}@example.org`, mobile: '' })

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const type = (page: Page, label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)

async function ask(page: Page, email: string, { words = fi, at = '/hameenportti' } = {}) {
  await page.goto(`${at}/register`)
  await type(page, words.email, email)
  await type(page, words.given, 'Aino')
  await type(page, words.family, 'Virtanen')
  await press(page, words.next)
  await expect(page).toHaveURL(/\/register\/code$/)
}

async function mailedCode(inbox: Inbox, somebody: TestPerson) {
  const { text, subject } = await inbox.next(somebody, /\/go\//)
  return { code: text.match(/^\d{6}$/m)?.[0] ?? '', reference: subject.match(/\((\w\d)\)$/)?.[1] ?? '', link: text.match(/https?:\/\/\S+/)?.[0] ?? '' }
}

/** Without JavaScript the page reloads itself now and then, perhaps just while we do. */
const seesThatItMoved = (page: Page) =>
  expect(async () => {
    await page.reload()
    await expect(page.getByRole('main')).toContainText('Jatkoit toisessa ikkunassa', { timeout: 1_000 })
  }).toPass()

async function choosePassword(page: Page, words = fi, typed = secret) {
  await type(page, words.password, typed)
  await type(page, words.again, typed)
  await press(page, words.make)
}

// the other languages are other words in the same forms
for (const words of [fi, sv, en])
  test(`H6: a new user name in ${words.language}: address, mail, password, and then the sign-in page${words === fi ? '' : ' @rule'}`, async ({
    page,
    person,
    visit,
    inbox,
    looksRight,
    context,
  }) => {
    const aino = newcomer(await person('hameenportti'))
    await visit('hameenportti', '/sign-in')
    await page.getByRole('link', { name: words.language, exact: true }).click()
    await page.getByRole('link', { name: words.create, exact: true }).click()
    await expect(page).toHaveURL(/\/register$/)
    await looksRight(page)
    await press(page, words.next)
    await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2)
    await looksRight(page)
    await type(page, words.email, aino.email)
    await type(page, words.given, 'Aino')
    await type(page, words.family, 'Virtanen')
    await press(page, words.next)
    await expect(page.getByRole('heading', { level: 1, name: words.look, exact: true })).toBeVisible()
    const { code, reference } = await mailedCode(inbox, aino)
    await expect(page.getByRole('main')).toContainText(reference)
    await expect(page.getByLabel(words.code, { exact: true })).toHaveAttribute('autocomplete', 'one-time-code')
    await looksRight(page)
    await type(page, words.code, `${code.slice(0, 3)} ${code.slice(3)}`)
    await press(page, words.next)
    await expect(page).toHaveURL(/\/register\/password$/)
    await expect(page.getByLabel(words.password, { exact: true })).toHaveAttribute('autocomplete', 'new-password')
    await choosePassword(page, words, 'Virtanen')
    await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2)
    await looksRight(page)
    await choosePassword(page, words)
    await expect(page.getByRole('heading', { level: 1, name: words.done, exact: true })).toBeVisible()
    await looksRight(page)
    expect((await context.cookies()).filter(({ name }) => name.includes('session'))).toEqual([])
    expect((await inbox.next(aino, /sign-in/)).text).toContain(aino.email)
    await page.getByRole('main').getByRole('link', { name: words.signIn, exact: true }).click()
    await type(page, words.name, aino.email)
    await press(page, words.next)
    await type(page, words.password, secret)
    await press(page, words.signIn)
    await expect(page).toHaveURL(/\/hameenportti$/)
    await openMenu(page)
    await expect(page.getByText(`Aino Virtanen (${aino.email})`).filter({ visible: true })).toBeVisible()
    await expect(page.getByRole('button', { name: words.signOut, exact: true }).filter({ visible: true })).toBeVisible()
  })

test('H6: the mailed link leads on in another browser, and the first one says so', async ({
  page,
  person,
  inbox,
  looksRight,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const aino = newcomer(await person('hameenportti'))
  await ask(page, aino.email)
  const path = new URL((await mailedCode(inbox, aino)).link).pathname
  const phone = await (await browser.newContext({ javaScriptEnabled, extraHTTPHeaders: { 'X-Forwarded-For': await outsideAddress() } })).newPage()
  for (let looks = 0; looks < 2; looks++) await phone.goto(new URL(path, baseURL).href)
  await expect(phone.getByRole('main').getByRole('button')).toHaveCount(1)
  await looksRight(phone)
  await press(phone, 'Jatka')
  await expect(phone).toHaveURL(/\/register\/password$/)
  await seesThatItMoved(page)
  await looksRight(page)
  await choosePassword(phone)
  await expect(phone.getByRole('heading', { level: 1, name: fi.done, exact: true })).toBeVisible()
  await phone.goto(new URL(path, baseURL).href)
  await expect(phone.getByRole('heading', { level: 1, name: 'Linkki ei enää toimi' })).toBeVisible()
  await phone.context().close()
})

test('H6: an address with a user name is told so by mail, with the way back in; the page says what it says to everybody @rule', async ({
  page,
  person,
  inbox,
}) => {
  const erkki = await person('hameenportti', { hasUsername: false, language: 'sv' })
  await ask(page, erkki.email)
  await expect(page.getByRole('heading', { level: 1, name: fi.look, exact: true })).toBeVisible()
  const { text, subject } = await inbox.next(erkki, /redan ett användarnamn/)
  await expect(page.getByRole('main')).toContainText(subject.match(/\((\w\d)\)$/)?.[1] ?? '?')
  expect(text.match(/https?:\/\/\S+/)?.[0]).toMatch(/\/hameenportti\/recover$/)
  expect(text).not.toMatch(/^\d{6}$/m)
  expect(text).not.toContain('Virtanen')
  await type(page, fi.code, '123456')
  await press(page, fi.next)
  await isTold(page, 'Koodi ei täsmää')
})

test('known, unknown, disabled and frozen addresses get one and the same answer at each step (security.md 33) @once', async ({ person, plain, sql }) => {
  const [known, disabled, frozen] = [await person('hameenportti'), await person('hameenportti'), await person('hameenportti')]
  await sql("UPDATE persons SET status = 'disabled' WHERE id = $1", [disabled.id])
  await sql("UPDATE persons SET status = 'frozen' WHERE id = $1", [frozen.id])
  const answers = async (email: string) => {
    const browser = plain({ from: await outsideAddress() })
    const wish = { email, givenName: 'Aino', familyName: 'Virtanen' }
    const asked = await browser.submit('/hameenportti/register', wish, { formId: 'register' })
    const code = '/hameenportti/register/code'
    return [
      asked,
      await browser.get(code),
      await browser.submit(code, { code: '000000' }, { formId: 'code' }),
      await browser.submit(code, {}, { formId: 'resend' }),
      await browser.get('/hameenportti/register/way'),
      await browser.get('/hameenportti/register/password'),
    ].map((answer) => comparable(answer, { name: email }))
  }
  await answers(known.email) // the very first answer loads code, and comes in other pieces
  for (const { email } of [known, disabled, frozen])
    await expect(async () => {
      // Asked anew each time: on a busy machine a code may be tried before the worker has made it, for anybody.
      const expected = await answers(newcomer(known).email)
      expect(expected.map(({ status }) => status)).toEqual([303, 200, 200, 303, 200, 307])
      expect(await answers(email)).toEqual(expected)
    }, email).toPass({ timeout: 30_000, intervals: [0] })
})

test('an address that the mail server refuses is told where it was typed, known or not (H5)', async ({ page, person, looksRight, asAddress }) => {
  const known = await person('hameenportti')
  for (const { email } of [known, newcomer(known)]) {
    await refuseMailTo(email)
    await asAddress(await outsideAddress())
    await ask(page, email)
    await isTold(page, 'Viestin lähettäminen antamaasi sähköpostiosoitteeseen ei onnistunut')
    await looksRight(page)
  }
  await page.getByRole('link', { name: 'Muuta osoitetta tai nimeä' }).click()
  await expect(page.getByLabel(fi.given, { exact: true })).toHaveValue('Aino')
})

test('no step can be skipped, taken twice or gone back to (security.md 39) @rule', async ({ page, person, visit, inbox }) => {
  for (const path of ['code', 'password', 'done']) {
    await visit('hameenportti', `/register/${path}`)
    await expect(page).toHaveURL(/\/hameenportti\/register\?ended=1$/)
  }
  const aino = newcomer(await person('hameenportti'))
  await ask(page, aino.email)
  for (const path of ['password', 'done']) {
    await visit('hameenportti', `/register/${path}`)
    await expect(page).toHaveURL(/\/register\/code$/)
  }
  const { code } = await mailedCode(inbox, aino)
  const second = await page.context().newPage()
  await second.goto(page.url())
  await type(page, fi.code, code)
  await press(page, fi.next)
  await expect(page).toHaveURL(/\/register\/password$/)
  // The other tab, and the button back: both are led to where the journey stands.
  await type(second, fi.code, code)
  await press(second, fi.next)
  await expect(second).toHaveURL(/\/register\/password$/)
  await page.goBack()
  await page.reload()
  await expect(page).toHaveURL(/\/register\/password$/)
  await choosePassword(page)
  await expect(page).toHaveURL(/\/register\/done$/)
  await choosePassword(second)
  await expect(second).toHaveURL(/\/register\/done$/)
  await page.goBack()
  await page.reload()
  await expect(page).toHaveURL(/\/register\/done$/)
})

test('two browsers that register one address make one person; the other is shown the ways in @rule', async ({
  page,
  person,
  inbox,
  browser,
  baseURL,
  javaScriptEnabled,
  looksRight,
  sql,
}) => {
  const aino = newcomer(await person('hameenportti'))
  const other = await (await browser.newContext({ javaScriptEnabled, baseURL, extraHTTPHeaders: { 'X-Forwarded-For': await outsideAddress() } })).newPage()
  for (const one of [page, other]) {
    await ask(one, aino.email)
    await type(one, fi.code, (await mailedCode(inbox, aino)).code)
    await press(one, fi.next)
    await expect(one).toHaveURL(/\/register\/password$/)
  }
  await choosePassword(page)
  await expect(page.getByRole('heading', { level: 1, name: fi.done, exact: true })).toBeVisible()
  await choosePassword(other)
  await expect(other.getByRole('heading', { level: 1, name: 'Osoitteella on jo käyttäjätunnus' })).toBeVisible()
  await expect(other.getByRole('link', { name: 'Unohtuiko käyttäjätunnus tai salasana?' })).toBeVisible()
  await looksRight(other)
  await other.context().close()
  expect(await sql('SELECT 1 FROM persons WHERE email = $1', [aino.email])).toHaveLength(1)
})

test('where registration is off there is no such page, and no form of it is answered @once', async ({ plain }) => {
  const form = await plain().read('/hameenportti/register', 'register')
  for (const slug of ['kristinehov', 'motafors', 'securia', 'handelsforbundet', 'standard']) {
    for (const path of ['', '/code', '/password', '/done']) expect((await plain().get(`/${slug}/register${path}`)).status, `${slug} ${path}`).toBe(404)
    const answer = await plain().post(`/${slug}/register`, { ...form, email: 'a@example.org', givenName: 'A', familyName: 'B' })
    expect([303, 404], slug).toContain(answer.status)
    expect(answer.location ?? '').not.toMatch(/code/)
  }
})

test('a server that is killed between any two steps loses nothing @alone', async ({ page, person, inbox, expectedComplaints }) => {
  expectedComplaints.push(/net::ERR_/)
  const portal = await startOwnPortal()
  try {
    const aino = newcomer(await person('hameenportti'))
    const at = `${portal.url}/hameenportti`
    await page.goto(`${at}/register`)
    await portal.restartBehind(page)
    await ask(page, aino.email, { at })
    const { code } = await mailedCode(inbox, aino)
    await portal.restartBehind(page)
    await type(page, fi.code, code)
    await press(page, fi.next)
    await expect(page).toHaveURL(/\/register\/password$/)
    await portal.restartBehind(page)
    await choosePassword(page)
    await expect(page).toHaveURL(/\/register\/done$/)
    await portal.restartBehind(page)
    await page.reload()
    await page.getByRole('main').getByRole('link', { name: fi.signIn, exact: true }).click()
    await type(page, fi.name, aino.email)
    await press(page, fi.next)
    await type(page, fi.password, secret)
    await press(page, fi.signIn)
    await expect(page.getByRole('button', { name: fi.signOut, exact: true })).toBeVisible()
  } finally {
    await portal.end()
  }
})
