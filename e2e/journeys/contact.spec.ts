import sharp from 'sharp'
import { beSignedIn, sessionOf } from '@/e2e/support/be-signed-in'
import { lettersTo } from '@/e2e/support/inbox'
import { isTold } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { cookieNames } from '@/lib/web/cookie-names'

const mailTo = async (slug: string, words: string) => {
  const find = async () => (await lettersTo(`support@${slug}.example.org`)).mails.find(({ text }) => text.includes(words))
  await expect.poll(find, `a mail to the support with ${words}`).toBeTruthy()
  return find()
}

test('S9: a message from "Kontakta oss" reaches the support and the inbox, with a copy for the sender; the answer comes by e-mail and stands in the own list', async ({
  deps,
  page,
  person,
  inbox,
  looksRight,
}) => {
  const greta = await person('securia', { givenName: 'Greta', familyName: 'Fråga', hasMobile: false })
  const maja = await person('securia', { givenName: 'Maja', familyName: 'Inkorg', roles: 'caseworker', hasMobile: false, hasEmail: false })
  await beSignedIn(page, deps, greta)
  await page.goto('/securia')
  await page.getByRole('link', { name: 'Kontakta oss' }).click()
  await looksRight(page)
  await page.getByRole('button', { name: 'Skicka', exact: true }).click()
  await isTold(page, 'Skriv vad du vill fråga')
  await page.getByLabel('Ämne').selectOption('Något annat')
  const question = `Var finns passerkortet ${greta.memberNumber}?`
  await page.getByLabel('Meddelande', { exact: true }).fill(`${question} Jag har 811228-9874.`)
  await page.getByRole('button', { name: 'Skicka', exact: true }).click()
  await isTold(page, '811228-9874 ser ut som ett personnummer')
  await looksRight(page)
  await expect(page.getByLabel('Ämne')).toHaveValue('other')
  await page.getByLabel('Meddelande', { exact: true }).fill(question)
  await page.getByRole('button', { name: 'Skicka', exact: true }).click()
  await expect(page.getByText('Tack, vi har fått ditt meddelande.')).toBeVisible()
  await looksRight(page)
  const number = new URL(page.url()).pathname.split('/').at(-1)
  expect((await inbox.next(greta, /Vi har fått ditt meddelande/)).text).toContain(`> ${question}`)
  expect((await mailTo('securia', question))?.subject).toBe(`Ärende ${number}: Något annat`)
  const own = page.url()

  await beSignedIn(page, deps, maja, ['caseworker'])
  await page.goto('/securia/admin/inbox')
  await looksRight(page)
  await page.getByRole('link', { name: `Ärende ${number}`, exact: true }).click()
  await expect(page.getByText(question)).toBeVisible()
  await page.getByLabel('Svar', { exact: true }).fill('I receptionen.\nTa med legitimation.')
  await page.getByRole('button', { name: 'Skicka svaret', exact: true }).click()
  await expect(page.getByText('Svaret är skickat.')).toBeVisible()
  await looksRight(page)
  expect((await inbox.next(greta, /Svar på ditt ärende/)).text).toContain('> I receptionen.\n> Ta med legitimation.')

  await beSignedIn(page, deps, greta)
  await page.goto('/securia/contact/cases')
  await expect(page.getByRole('row').filter({ hasText: `Ärende ${number}` })).toContainText('Besvarat')
  await looksRight(page)
  await page.goto(own)
  await expect(page.getByText('Ta med legitimation.')).toBeVisible()
})

test('Files go with a message: looked at, kept for the sender and the desk alone, saved and never opened', async ({
  deps,
  page,
  person,
  plain,
  javaScriptEnabled,
  looksRight,
}) => {
  const [greta, other, maja] = [await person('securia'), await person('securia'), await person('securia', { roles: 'caseworker' })]
  await beSignedIn(page, deps, greta)
  await page.goto('/securia/contact')
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#7a5c00' } })
    .png()
    .toBuffer()
  const field = page.getByLabel('Bifoga filer', { exact: true })
  const good = { name: 'grinden.png', mimeType: 'image/png', buffer: picture }
  await page.getByLabel('Meddelande', { exact: true }).fill('Så här ser grinden ut.')
  await field.setInputFiles([
    good,
    { name: 'karta.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>') },
  ])
  await page.getByRole('button', { name: 'Skicka', exact: true }).click()
  await isTold(page, 'karta.svg: Filen är inte av något slag som går att lägga till')
  await looksRight(page)
  await expect(page.getByLabel('Meddelande', { exact: true })).toHaveValue('Så här ser grinden ut.')
  // A browser without script has let go of them, and the page says so.
  if (javaScriptEnabled === false) await isTold(page, 'Välj filerna en gång till.')
  else
    await expect.poll(() => field.evaluate((input: HTMLInputElement) => [...(input.files ?? [])].map(({ name }) => name))).toEqual(['grinden.png', 'karta.svg'])
  await field.setInputFiles(good)
  await page.getByRole('button', { name: 'Skicka', exact: true }).click()
  await expect(page.getByText('Tack, vi har fått ditt meddelande.')).toBeVisible()
  await looksRight(page)
  const own = (await page.getByRole('link', { name: 'grinden.png' }).getAttribute('href')) ?? ''
  const asked = async (token: string | null, path: string) => {
    const browser = plain()
    if (token) browser.jar.set(cookieNames.session('securia'), token)
    return browser.get(path)
  }
  const desk = own.replace('/contact/cases/', '/admin/inbox/')
  const saved = {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''grinden.png",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
  }
  expect(await asked(await sessionOf(deps, greta), own)).toMatchObject(saved)
  expect(await asked(await sessionOf(deps, maja, ['caseworker']), desk)).toMatchObject(saved)
  for (const path of [own, desk]) {
    expect((await asked(await sessionOf(deps, other), path)).status, path).toBe(404)
    expect((await asked(null, path)).location, path).toContain('/securia/sign-in')
  }
  expect((await asked(await sessionOf(deps, maja, ['caseworker']), own)).status).toBe(404)
})

test('A stranger writes where the help is public, and a machine that fills in everything reaches nobody; elsewhere the form lies behind the sign-in @rule', async ({
  page,
  plain,
  looksRight,
}) => {
  expect((await plain().get('/securia/contact')).location).toBe('/securia/sign-in?to=%2Fsecuria%2Fcontact')
  await page.goto('/handelsforbundet/sign-in')
  await page.getByRole('link', { name: 'Kontakt oss' }).click()
  await looksRight(page)
  const mark = `Jeg kommer ikke inn ${Math.random()}`
  await page.getByLabel('Melding', { exact: true }).fill(mark)
  await page.getByLabel('Navnet ditt').fill('Kari Nordmann')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await isTold(page, 'Skriv e-postadressen din')
  await expect(page.getByLabel('Melding', { exact: true })).toHaveValue(mark)
  const email = `stranger${Math.random().toString(36).slice(2)}@example.org`
  await page.getByLabel('E-postadressen din').fill(email)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Takk, vi har fått meldingen din' })).toBeVisible()
  await looksRight(page)
  await mailTo('handelsforbundet', mark)
  await expect.poll(async () => (await lettersTo(email)).mails.map(({ text }) => text).join()).toContain(mark)

  await page.goto('/handelsforbundet/contact')
  await page.getByLabel('Melding', { exact: true }).fill('Kjøp nå')
  await page.getByLabel('E-postadressen din').fill(email)
  await page.locator('input[name="website"]').evaluate((field: HTMLInputElement) => {
    field.value = 'https://spam.example.org'
  })
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Takk, vi har fått meldingen din' })).toBeVisible()
  await expect(page.getByText(/^Sak \d+$/)).toHaveCount(0)
})
