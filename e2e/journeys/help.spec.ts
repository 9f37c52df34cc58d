import { beSignedIn } from '@/e2e/support/be-signed-in'
import { openMenu } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

test('F9: a stranger asks at the help page, is answered word for word from public help, and goes on to people with what it doesn’t know', async ({
  page,
  looksRight,
  isMobile,
}) => {
  await page.goto('/handelsforbundet/sign-in')
  await page.getByRole('banner').getByRole('link', { name: 'Hjelp' }).click()
  await expect(page.getByRole('heading', { name: 'Hjelp', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Hvem har sett på kontoen min?' })).toHaveCount(0)
  await looksRight(page)
  const field = page.getByLabel('Hei! Hva kan jeg hjelpe med?')
  await field.fill('glemt pasordet')
  await field.press('Enter')
  const answer = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Jeg har glemt passordet' }) })
  await expect(answer).toContainText('Velg Jeg vil ha eller har glemt passord på innloggingssiden.')
  await expect(answer).toContainText('Sist endret')
  await looksRight(page)
  await page.getByRole('button', { name: 'Ja', exact: true }).click()
  await expect(page.getByText('Fint! Takk for at du sa fra.')).toBeVisible()
  await page.goto('/handelsforbundet/help?q=glemt+passord')
  await page.getByRole('link', { name: 'Jeg har glemt passordet' }).click()
  await expect(page).toHaveURL(/\/help\/passord#jeg-har-glemt-passordet$/)
  await expect(page.getByRole('heading', { name: 'Passord', level: 1 })).toBeVisible()
  await looksRight(page)

  await page.getByRole('link', { name: 'Hjelp', exact: true }).first().click()
  const question = 'Når kommer vaffelbilen til byen?'
  await field.fill(question)
  await field.press('Enter')
  await expect(page.getByRole('heading', { name: 'Det vet jeg ikke' })).toBeVisible()
  await looksRight(page)
  await page.getByRole('link', { name: 'Skriv til oss' }).click()
  const message = page.getByLabel('Melding', { exact: true })
  await expect(message).toHaveValue(question)
  if (!isMobile) return // without JavaScript there is nothing more
  await message.fill('Jeg har glemt passordet mitt')
  await expect(page.getByRole('link', { name: 'Jeg har glemt passordet' })).toBeVisible()
  await looksRight(page)
})

test('Where the help is not public it lies behind the sign-in, and of public help strangers find what is public alone @once', async ({ plain }) => {
  expect((await plain().get('/securia/help')).location).toBe('/securia/sign-in?to=%2Fsecuria%2Fhelp')
  expect((await plain().get('/securia/suggestions?q=vem+har+tittat')).body).toBe('[]')
  const hidden = (await plain().get('/handelsforbundet/help?q=hvem+har+sett+opplysningene')).body
  expect(hidden).not.toContain('hver gang noen hos oss')
  expect((await plain().get('/handelsforbundet/help/personopplysningene-dine')).status).toBe(404)
  expect((await plain().get('/hameenportti/help?q=unohdin+salasanan')).body).toContain('Olen unohtanut salasanani')
  const unknown = (await plain().get('/hameenportti/help?q=paljonko+bussilippu+maksaa')).body
  expect(unknown).toContain('Sitä en tiedä')
  expect(unknown).toContain('/hameenportti/contact?question=paljonko%20bussilippu%20maksaa')
})

test('S8: a member finds the handbook under the question mark, and in it what strangers don’t', async ({ deps, page, person, looksRight }) => {
  const greta = await person('securia', { givenName: 'Greta', familyName: 'Hjälp', hasMobile: false, hasEmail: false })
  await beSignedIn(page, deps, greta)
  await page.goto('/securia')
  await openMenu(page)
  await page.getByRole('link', { name: 'Hjälp', exact: true }).filter({ visible: true }).click()
  await expect(page.getByRole('link', { name: 'Vem har tittat på mitt konto?' })).toBeVisible()
  await looksRight(page)
  await page.getByLabel('Hej! Vad kan jag hjälpa till med?').fill('byta telefonnumer')
  await page.getByRole('button', { name: 'Fråga' }).click()
  const answer = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Byta mobilnummer' }) })
  await expect(answer).toContainText('skriv det nya telefonnumret')
  await expect(answer.getByRole('link', { name: 'Mina uppgifter' })).toHaveAttribute('href', '/securia/my-details')
  await looksRight(page)
  await page.getByRole('button', { name: 'Nej, skriv till oss' }).click()
  await expect(page.getByLabel('Meddelande', { exact: true })).toHaveValue('byta telefonnumer')
})
