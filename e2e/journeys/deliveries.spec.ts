import type { Page } from '@playwright/test'
import { isIn, isTold, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

/** The list is found again by the number that nobody else has. */
const find = (page: Page, recipient: string) => page.goto(`/motafors/admin/deliveries?recipient=${encodeURIComponent(recipient)}`)

test('An administrator sends a test and reads the gateway’s answer, stops and tries again, and prints letters that wait @once', async ({
  page,
  person,
  inbox,
  looksRight,
}) => {
  const maja = await person('motafors', { givenName: 'Maja', familyName: 'Postman', roles: 'administrator' })
  const address = { street: 'Storgatan 1', postalCode: '123 45', city: 'Motafors' }
  const mats = await person('motafors', { givenName: 'Mats', familyName: 'Brevlund', hasMobile: false, address })
  await signIn(page, maja)
  await onCodePage(page)
  await typeCode(page, maja, (await inbox.code(maja)).code)
  await isIn(page, maja)
  await page.goto('/motafors/admin/deliveries')
  await looksRight(page)

  await page.getByRole('link', { name: 'Skicka ett prov' }).click()
  await expect(page.getByLabel('Till', { exact: true })).toHaveValue(/07/)
  await page.getByLabel('Till', { exact: true }).fill('till mig')
  await page.getByLabel('Skäl', { exact: true }).fill('Ny leverantör')
  await page.getByRole('button', { name: 'Skicka', exact: true }).click()
  await isTold(page, 'Skriv ett mobilnummer eller en e-postadress.')
  await looksRight(page)
  await page.getByLabel('Till', { exact: true }).fill(maja.mobile)
  await page.getByRole('button', { name: 'Skicka', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Provmeddelande' })).toBeVisible()
  await expect(page.getByText(/^200 \{"status":"created"/)).toBeVisible({ timeout: 15_000 })
  await inbox.next(maja, /provmeddelande/)
  await page.reload() // so that it does not look again by itself meanwhile
  await looksRight(page)
  await find(page, maja.mobile)
  await expect(page.getByRole('row').filter({ hasText: 'Provmeddelande' })).toContainText('Skickat')
  await expect(page.getByRole('row').filter({ hasText: 'Inloggningskod' })).toContainText('Maja Postman')

  for (const end of ['Lägg tillbaka', 'De är utskrivna']) {
    await page.goto(`/motafors/admin/people/${mats.id}?act=send`)
    await page.getByText(/^Brev till Storgatan 1/).click()
    await page.getByLabel('Skäl', { exact: true }).fill('Har ingen telefon')
    await page.getByRole('button', { name: 'Skicka', exact: true }).click()
    await expect(page.getByText('Brevet ligger i utkorgen')).toBeVisible()
    await page.goto('/motafors/admin/deliveries/letters')
    await page.getByRole('button', { name: 'Ta en hög', exact: true }).click()
    const pile = page.getByRole('link', { name: 'Öppna filen (PDF)' }).first()
    await expect(pile).toBeVisible()
    await looksRight(page)
    const pdf = await page.request.get((await pile.getAttribute('href')) ?? '')
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await page.getByRole('button', { name: end, exact: true }).first().click()
    await expect(page.getByText(end === 'Lägg tillbaka' ? 'Breven väntar igen.' : 'Breven är utskrivna.')).toBeVisible()
    if (end === 'De är utskrivna') break
    await find(page, mats.memberNumber)
    await page.getByRole('row').filter({ hasText: 'Förstagångslösenord' }).getByRole('link').first().click()
    await page.getByRole('link', { name: 'Ge upp' }).click()
    await page.getByRole('button', { name: 'Ge upp', exact: true }).click()
    await isTold(page, 'Skriv')
    await page.getByLabel('Skäl', { exact: true }).fill('Fel adress')
    await page.getByRole('button', { name: 'Ge upp', exact: true }).click()
    await expect(page.getByText('Meddelandet gavs upp.')).toBeVisible()
    await looksRight(page)
  }
})
