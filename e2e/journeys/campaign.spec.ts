import { randomBytes } from 'node:crypto'
import { firstPasswordIn, readPdf } from '@/e2e/support/read-pdf'
import { isIn, isTold, openMenu, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

test('An administrator makes a dry run, starts a campaign, prints its letters and sees who got in @staff', async ({ page, person, inbox, looksRight }) => {
  const groups = `Avdeling ${randomBytes(3).toString('hex')}`
  const ada = await person('handelsforbundet', { givenName: 'Ada', familyName: 'Styrer', roles: 'administrator' })
  const kari = await person('handelsforbundet', { givenName: 'Kari', hasUsername: false, hasSignedIn: false, groups })
  const address = { street: 'Storgata 1', postalCode: '0155', city: 'Oslo' }
  await person('handelsforbundet', { givenName: 'Per', hasUsername: false, hasEmail: false, hasSignedIn: false, groups, address })

  await signIn(page, ada)
  await isIn(page, ada)
  await page.goto('/handelsforbundet/admin/campaigns')
  await page.getByRole('button', { name: 'Send en kode' }).click()
  await page.getByLabel('Kode', { exact: true }).fill((await inbox.code(ada)).code)
  await page.getByRole('main').getByRole('button').first().click()
  await page.getByRole('link', { name: 'Ny kampanje' }).click()
  await page.getByRole('button', { name: 'Prøvekjør' }).click()
  await isTold(page, 'Skriv et navn på høyst 100 tegn.')
  await looksRight(page)
  await page.getByLabel('Navn', { exact: true }).fill(`Høst ${groups}`)
  await page.getByLabel('En gruppe', { exact: true }).check()
  await page.getByLabel('Gruppe', { exact: true }).selectOption({ label: groups })
  for (const label of ['Send ingenting fra (time)', 'Til (time)']) await page.getByLabel(label, { exact: true }).fill('0')
  await page.getByRole('button', { name: 'Prøvekjør' }).click()

  await expect(page.getByRole('heading', { level: 1, name: `Høst ${groups}` })).toBeVisible()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('2 personer er valgt. Ingenting er sendt.')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(page.getByText('2 av dem har et passord som gjelder. Det blir stående til et nytt er valgt.')).toBeVisible()
  await looksRight(page)
  await page.getByRole('link', { name: 'Start', exact: true }).click()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await isTold(page, 'Skriv begrunnelsen')
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Vedtak 12')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByText('Kampanjen er startet.')).toBeVisible()
  const secret = firstPasswordIn((await inbox.next(kari, /Førstegangspassord: /)).text)

  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Ett brev venter på å bli skrevet ut.')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  // While the letter waits the campaign is not over.
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Kampanjen er satt på pause.')).toBeVisible()
  await looksRight(page)
  await page.getByRole('button', { name: 'Lag en fil til utskrift' }).click()
  await expect(page.getByText('Brevene er klare til å bli skrevet ut.')).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Ett brev fra/ }).click()])
  const [letter = ''] = await readPdf(await download.path())
  expect(firstPasswordIn(letter)).toMatch(/^\w{4}-\w{4}-\w{4}$/)
  expect(letter).toContain('0155 OSLO')

  const member = await page.context().browser()?.newContext()
  const theirs = await member?.newPage()
  if (!theirs) throw new Error('no browser')
  await theirs.goto(new URL('/handelsforbundet/first-password', page.url()).href)
  await theirs.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await theirs.getByLabel('Førstegangspassord', { exact: true }).fill(secret)
  await theirs.getByRole('button', { name: 'Neste', exact: true }).click()
  await expect(theirs).toHaveURL(/\/first-password\/choose$/)
  await theirs.context().close()

  await page.getByRole('link', { name: 'Avbryt', exact: true }).click()
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Ferdig for i år')
  await page.getByRole('button', { name: 'Avbryt', exact: true }).click()
  await page.getByRole('link', { name: 'Skriv til dem som gjenstår' }).click()
  await expect(page.getByLabel(`De som gjenstår av «Høst ${groups}»`)).toBeChecked()
  await page.goto('/handelsforbundet/admin/campaigns')
  await expect(page.getByRole('link', { name: `Høst ${groups}` })).toBeVisible()
  await openMenu(page)
  await looksRight(page)
})

test('Campaigns are not there for case workers, and those of another organisation for nobody @once', async ({ page, person, inbox, expectedComplaints }) => {
  expectedComplaints.push(/404/)
  const ola = await person('handelsforbundet', { roles: 'caseworker' })
  await signIn(page, ola)
  await isIn(page, ola)
  await page.goto('/handelsforbundet/admin')
  await page.getByRole('button', { name: 'Send en kode' }).click()
  await page.getByLabel('Kode', { exact: true }).fill((await inbox.code(ola)).code)
  await page.getByRole('main').getByRole('button').first().click()
  await expect(page.getByRole('heading', { name: 'Finn en person' })).toBeVisible()
  const id = '00000000-0000-4000-8000-000000000000'
  for (const path of ['', '/new', `/${id}`]) {
    const answer = await page.goto(`/handelsforbundet/admin/campaigns${path}`)
    expect(answer?.status(), path).toBe(404)
  }
  expect((await page.request.get(`/handelsforbundet/admin/campaigns/${id}/letters/${id}`)).status()).toBe(404)
})
