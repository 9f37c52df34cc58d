import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { comparable } from '@/e2e/support/comparable'
import { gateway, refuseMailTo } from '@/e2e/support/inbox'
import { isTold } from '@/e2e/support/steps'
import { expect, outsideAddress, test } from '@/e2e/support/test'

// H4 and H5 in the city's three languages: the words that are fixed (mission.md) in Finnish, and what stands there in the others.
const fi = {
  menu: 'FIN',
  problem: 'Unohtuiko käyttäjätunnus tai salasana?',
  name: 'Unohdin käyttäjätunnukseni',
  password: 'Unohdin salasanani',
  either: 'Sähköpostiosoite / käyttäjätunnus',
  contact: 'Sähköpostiosoite tai matkapuhelinnumero',
  next: 'Jatka',
  refused: 'Salasanan palautuslinkin lähettäminen antamaasi sähköpostiosoitteeseen ei onnistunut. Ota yhteys asiakaspalveluun.',
  nameRefused: 'Käyttäjätunnuksen lähettäminen antamaasi sähköpostiosoitteeseen ei onnistunut. Ota yhteys asiakaspalveluun.',
  told: 'Kirjaudut palveluun',
}
const sv: typeof fi = {
  menu: 'SVE',
  problem: 'Har du glömt ditt användarnamn eller lösenord?',
  name: 'Jag har glömt mitt användarnamn',
  password: 'Jag har glömt mitt lösenord',
  either: 'E-postadress / användarnamn',
  contact: 'E-postadress eller mobilnummer',
  next: 'Fortsätt',
  refused: 'Det gick inte att skicka till e-postadressen som du angav. Kontakta kundtjänst.',
  nameRefused: 'Det gick inte att skicka användarnamnet till e-postadressen som du angav. Kontakta kundtjänst.',
  told: 'Du loggar in',
}
const en: typeof fi = {
  menu: 'ENG',
  problem: 'Forgotten your user name or password?',
  name: 'I have forgotten my user name',
  password: 'I have forgotten my password',
  either: 'E-mail address / user name',
  contact: 'E-mail address or mobile number',
  next: 'Continue',
  refused: 'Sending to the e-mail address that you gave did not succeed. Contact customer service.',
  nameRefused: 'Sending your user name to the e-mail address that you gave did not succeed. Contact customer service.',
  told: 'You sign in to',
}

const unknownAddress = () => `${randomBytes(6).toString('hex')}@example.org`
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function choose(page: Page, way: 'name' | 'password', words = fi) {
  await page.goto('/hameenportti/sign-in')
  await page.getByRole('link', { name: words.menu, exact: true }).click()
  await page.getByRole('link', { name: words.problem, exact: true }).click()
  await page.getByRole('link', { name: words[way], exact: true }).click()
}

async function askName(page: Page, contact: string, words = fi) {
  await choose(page, 'name', words)
  await page.getByLabel(words.contact, { exact: true }).fill(contact)
  await press(page, words.next)
  await expect(page).toHaveURL(/\/user-name\/sent$/)
}

async function askPassword(page: Page, typed: string, words = fi) {
  await choose(page, 'password', words)
  await page.getByLabel(words.either, { exact: true }).fill(typed)
  await press(page, words.next)
  await expect(page).toHaveURL(/\/recover\/code$/)
}

for (const [words, language] of [
  [fi, 'fi'],
  [sv, 'sv'],
  [en, 'en'],
] as const) {
  const often = language === 'fi' ? '' : ' @rule' // other words in the same forms

  test(`H4: a forgotten user name in ${words.menu} goes to the registered address, and to the number as it is written there${often}`, async ({
    page,
    person,
    inbox,
    looksRight,
  }) => {
    const erkki = await person('hameenportti', { language, hasMobile: true })
    await choose(page, 'name', words)
    await press(page, words.next)
    await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(1)
    await looksRight(page)
    await askName(page, ` ${erkki.email.toUpperCase()}`, words)
    await looksRight(page)
    const mail = await inbox.next(erkki, new RegExp(words.told))
    expect([mail.channel, mail.text.includes(erkki.username)]).toEqual(['email', true])
    await askName(page, erkki.mobile.replace(/^\+46(\d\d)(\d{3})/, '+46 (0)$1-$2 '), words)
    const sms = await inbox.next(erkki, new RegExp(words.told))
    expect([sms.channel, sms.text.includes(erkki.username)]).toEqual(['sms', true])
  })

  test(`H5: in ${words.menu} a refused address is told alike, known or not, where it was typed${often}`, async ({ page, person, looksRight, asAddress }) => {
    const { email: known } = await person('hameenportti', { hasUsername: false })
    for (const email of [known, unknownAddress()]) {
      await asAddress(await outsideAddress())
      await refuseMailTo(email)
      await askPassword(page, email, words)
      await isTold(page, words.refused)
      await looksRight(page)
      await askName(page, email, words)
      await isTold(page, words.nameRefused)
      await looksRight(page)
    }
  })
}

test('H5: without JavaScript a page of its own waits for the mail, and no page that is typed on loads itself again @once', async ({ person, plain }) => {
  const { email: known } = await person('hameenportti', { hasUsername: false })
  const reloads = /<meta http-equiv="refresh" content="2"/
  for (const email of [known, unknownAddress()])
    for (const [form, values, formId, path] of [
      ['/hameenportti/recover?what=password', { identifier: email }, 'recover', '/hameenportti/recover/code'],
      ['/hameenportti/register', { email, givenName: 'Aino', familyName: 'Virtanen' }, 'register', '/hameenportti/register/code'],
    ] as const) {
      const browser = plain({ from: await outsideAddress() })
      const waits = `${path}?sending=1`
      expect((await browser.submit(form, values, { formId })).location).toBe(waits)
      const { status, body } = await browser.get(waits)
      if (status === 200) {
        expect(body).toMatch(reloads)
        expect(body).not.toMatch(/name="code"/)
      }
      await expect(async () => expect((await browser.get(waits)).location).toBe(path)).toPass()
      const page = (await browser.get(path)).body
      expect(page).toMatch(/name="code"/)
      expect(page).not.toMatch(/http-equiv="refresh"/)
      expect((await browser.submit(path, {}, { formId: 'resend' })).location).toBe(`${path}?again=1&sending=1`)
      await expect(async () => expect((await browser.get(`${path}?again=1&sending=1`)).location).toBe(`${path}?again=1`)).toPass()
    }
})

test('H5: nothing is shown where a user name was typed, though the mail to its address is refused @rule', async ({ page, person, sql }) => {
  const erkki = await person('hameenportti')
  await refuseMailTo(erkki.email)
  await askPassword(page, erkki.username)
  await expect.poll(() => sql("SELECT 1 FROM messages WHERE recipient = $1 AND state = 'refused'", [erkki.email])).toHaveLength(1)
  await page.goto('/hameenportti/recover/code')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('ei onnistunut')).toHaveCount(0)
})

test('H5: an address that nobody has is told so by mail, for a password and for a user name @rule', async ({ page, person, inbox }) => {
  const somebody = await person('hameenportti')
  const stranger = { ...somebody, email: unknownAddress(), mobile: '' }
  await askPassword(page, stranger.email)
  expect((await inbox.next(stranger, /ei ole tiliä/)).text).not.toMatch(/\/go\/|^\d{6}$/m)
  await askName(page, stranger.email)
  await inbox.next(stranger, /ei ole tiliä/)
})

test('H4: everybody who shares a number is told their own user name @rule', async ({ page, person, inbox, sql }) => {
  const [erkki, eija] = [await person('hameenportti', { language: 'fi', hasMobile: true }), await person('hameenportti', { language: 'fi', hasMobile: true })]
  await sql('UPDATE persons SET mobile = $1 WHERE id = $2', [erkki.mobile, eija.id])
  await askName(page, erkki.mobile)
  const texts = [(await inbox.next(erkki, /Kirjaudut palveluun/)).text, (await inbox.next(erkki, /Kirjaudut palveluun/)).text].join('\n')
  for (const { username } of [erkki, eija]) expect(texts).toContain(username)
})

test('H4: while the gateway refuses a number the page says what it says to everybody @rule', async ({ page, person, sql }) => {
  const erkki = await person('hameenportti', { hasMobile: true })
  await gateway.failFor(erkki.mobile, 400)
  await askName(page, erkki.mobile)
  await expect.poll(() => sql("SELECT 1 FROM messages WHERE recipient = $1 AND purpose = 'user-name' AND state = 'refused'", [erkki.mobile])).toHaveLength(1)
  await page.reload()
  await expect(page.getByText('ei onnistunut')).toHaveCount(0)
  await gateway.failFor(erkki.mobile, null)
})

test('a forgotten user name is asked for with one and the same answer, whosever the contact is (security.md 33) @once', async ({ person, plain, sql }) => {
  const made = () => person('hameenportti', { hasMobile: true })
  const [known, disabled, frozen] = [await made(), await made(), await made()]
  await sql("UPDATE persons SET status = 'disabled' WHERE id = $1", [disabled.id])
  await sql("UPDATE persons SET status = 'frozen' WHERE id = $1", [frozen.id])
  const answers = async (contact: string) => {
    const browser = plain({ from: await outsideAddress() })
    const form = '/hameenportti/recover/user-name'
    const asked = await browser.submit(form, { contact }, { formId: 'user-name' })
    return [asked, await browser.get(`${form}/sent`)].map((answer) => comparable(answer, { name: contact }))
  }
  const unknown = { email: unknownAddress(), mobile: '+46701740604' }
  await answers(known.email) // the very first answer loads code, and comes in other pieces
  const toAddress = await answers(unknown.email)
  for (const contact of [known.email, disabled.email, frozen.email])
    await expect(async () => expect(await answers(contact)).toEqual(toAddress)).toPass({ timeout: 30_000, intervals: [0] })
  const toNumber = await answers(unknown.mobile)
  for (const contact of [known.mobile, disabled.mobile, frozen.mobile])
    await expect(async () => expect(await answers(contact)).toEqual(toNumber)).toPass({ timeout: 30_000, intervals: [0] })
})
