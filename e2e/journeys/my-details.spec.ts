import { unusedMobile } from '@/e2e/support/people'
import { isIn, isRefused, onCodePage, openMenu, signIn, typeCode } from '@/e2e/support/steps'
import { expect, insideAddress, outsideAddress, test } from '@/e2e/support/test'

test('K9: a number typed as digits only is proved by a code, and from then on takes the codes of sign-in', async ({
  page,
  person,
  inbox,
  asAddress,
  visit,
  looksRight,
}) => {
  await asAddress(await insideAddress())
  const kerstin = await person('kristinehov', { hasMobile: false })
  await signIn(page, kerstin)
  await isIn(page, kerstin)
  await openMenu(page)
  await page.getByRole('link', { name: 'Mina uppgifter', exact: true }).filter({ visible: true }).first().click()
  await expect(page).toHaveURL(/\/kristinehov\/my-details$/)
  await looksRight(page)
  const mobile = await unusedMobile('kristinehov')
  const form = page.locator('form').filter({ has: page.getByLabel('Mobilnummer', { exact: true }) })
  await expect(page.getByRole('main').locator('form').first().getByLabel('Mobilnummer', { exact: true })).toHaveAttribute('autocomplete', 'tel')
  await form.getByLabel('Mobilnummer', { exact: true }).fill(mobile.replace('+46', '0'))
  await form.getByLabel('Nuvarande lösenord', { exact: true }).fill(kerstin.password)
  await form.getByRole('button', { name: 'Spara', exact: true }).click()
  await expect(page).toHaveURL(/\/kristinehov\/my-details\/mobile$/)
  await looksRight(page)
  const owner = { ...kerstin, mobile }
  await typeCode(page, owner, (await inbox.code(owner)).code)
  await expect(page.getByText('Sparat', { exact: true })).toBeVisible()
  await page.context().clearCookies()
  await asAddress(await outsideAddress())
  await signIn(page, owner)
  await onCodePage(page)
  await typeCode(page, owner, (await inbox.code(owner)).code)
  await isIn(page, owner)
  await visit('kristinehov', '/my-details')
  await expect(page.getByLabel('Mobilnummer', { exact: true })).toHaveValue(new RegExp(`${mobile.slice(-2)}$`))
})

test('S3: the number changes with the password alone, and the new password may stay empty', async ({ page, person, inbox, asAddress, visit, looksRight }) => {
  await asAddress(await insideAddress())
  const karin = await person('securia')
  await signIn(page, karin)
  await isIn(page, karin)
  await visit('securia', '/my-details')
  await looksRight(page)
  const mobile = await unusedMobile('securia')
  const form = page.locator('form').filter({ has: page.getByLabel('Mobilnummer för engångslösen', { exact: true }) })
  const fields = form.getByLabel(/^(Mobilnummer för engångslösen|Nuvarande lösenord|Nytt lösenord|Bekräfta nytt lösenord)$/)
  await expect(fields).toHaveCount(4)
  await form.getByLabel('Mobilnummer för engångslösen', { exact: true }).fill(`${mobile.slice(0, 5)} ${mobile.slice(5, 8)} ${mobile.slice(8)}`)
  await form.getByLabel('Nuvarande lösenord', { exact: true }).fill(karin.password)
  await form.getByRole('button', { name: 'Ändra', exact: true }).click()
  await expect(page.getByText('Uppdaterat', { exact: true })).toBeVisible()
  await page.context().clearCookies()
  await asAddress(await outsideAddress())
  const owner = { ...karin, mobile }
  await signIn(page, owner)
  await onCodePage(page)
  await typeCode(page, owner, (await inbox.code(owner)).code)
  await isIn(page, owner)
})

test('H9: a proved new e-mail address is the user name from then on, and the old one is answered as a stranger’s', async ({
  page,
  person,
  inbox,
  looksRight,
}) => {
  const erkki = await person('hameenportti', { givenName: 'Erkki', familyName: 'Esimerkki', hasUsername: false })
  await signIn(page, erkki)
  await isIn(page, erkki)
  await openMenu(page)
  await page
    .getByRole('link', { name: `Erkki Esimerkki (${erkki.email})`, exact: true })
    .filter({ visible: true })
    .click()
  await expect(page).toHaveURL(/\/hameenportti\/my-details$/)
  const owner = { ...erkki, email: `uusi-${erkki.email}`, name: `uusi-${erkki.email}` }
  const form = page.locator('form').filter({ has: page.getByLabel('Sähköpostiosoite', { exact: true }) })
  await form.getByLabel('Sähköpostiosoite', { exact: true }).fill(owner.email)
  await form.getByLabel('Nykyinen salasana', { exact: true }).fill(erkki.password)
  await form.getByRole('button', { name: 'Tallenna', exact: true }).click()
  await expect(page).toHaveURL(/\/hameenportti\/my-details\/email$/)
  await looksRight(page)
  const { text } = await inbox.next(owner, /\n\d{6}\n/)
  await page.getByLabel('Koodi', { exact: true }).fill(text.match(/^\d{6}$/m)?.[0] ?? '')
  await page.getByRole('button', { name: 'Jatka', exact: true }).click()
  await expect(page.getByText('Tallennettu', { exact: true })).toBeVisible()
  await inbox.next(erkki, /Hämeenportin/)
  await page.context().clearCookies()
  await signIn(page, erkki)
  await isRefused(page, erkki)
  await signIn(page, owner)
  await isIn(page, owner)
})
