import { isIn, isRefused, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { countDays } from '@/lib/statistics/count-days'

test('An administrator reads what happened as charts with their numbers, also on paper, and a case worker does not know of it @staff', async ({
  page,
  person,
  inbox,
  deps,
  looksRight,
  expectedComplaints,
}) => {
  expectedComplaints.push(/404/)
  const maja = await person('motafors', { givenName: 'Maja', familyName: 'Wallin', roles: 'administrator' })
  await signIn(page, maja, { password: 'fel lösenord' })
  await isRefused(page, maja)
  await signIn(page, maja)
  await onCodePage(page)
  await typeCode(page, maja, (await inbox.code(maja)).code)
  await isIn(page, maja)
  await countDays(deps, maja.organisation)

  await page.goto('/motafors/admin/overview?days=7')
  await expect(page.getByRole('heading', { level: 1, name: 'Översikt' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'Inloggningar' })).toBeVisible()
  await looksRight(page)
  const signIns = page.locator('section.chart').filter({ has: page.getByRole('heading', { name: 'Inloggningar', exact: true }) })
  await signIns.getByText('Siffrorna som tabell').click()
  const today = signIns.getByRole('row').nth(1)
  await expect(today).toContainText(/\d+ \w+\.? \d{4}/)
  expect(Number((await today.getByRole('cell').nth(1).textContent())?.match(/\d+$/)?.[0])).toBeGreaterThan(0)
  await looksRight(page)
  await page.emulateMedia({ colorScheme: 'light', media: 'print' })
  const tables = page.locator('.chart-table table')
  for (let at = 0; at < (await tables.count()); at++) await expect(tables.nth(at)).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: '12 månader' }).click()
  await expect(page.getByRole('link', { name: '12 månader' })).toHaveAttribute('aria-current', 'page')
  await looksRight(page)

  const mats = await person('motafors', { givenName: 'Mats', familyName: 'Lund', roles: 'caseworker' })
  await page.context().clearCookies()
  await signIn(page, mats)
  await onCodePage(page)
  await typeCode(page, mats, (await inbox.code(mats)).code)
  await isIn(page, mats)
  expect((await page.goto('/motafors/admin/overview'))?.status()).toBe(404)
})
