import { byStaffMenu, isIn, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

const reason = 'Ringde om sitt konto, ärende 19'

test('An administrator finds in the log who did what, has its chain checked and saves it; the member reads who looked @staff', async ({
  page,
  person,
  inbox,
  looksRight,
  plain,
}) => {
  const mats = await person('motafors', { givenName: 'Mats', familyName: 'Logg' })
  const maja = await person('motafors', { givenName: 'Maja', familyName: 'Granskare', roles: 'administrator' })
  await signIn(page, maja)
  await onCodePage(page)
  await typeCode(page, maja, (await inbox.code(maja)).code)
  await isIn(page, maja)
  await page.goto(`/motafors/admin/people/${mats.id}?act=freeze`)
  await page.getByLabel('Skäl', { exact: true }).fill(reason)
  await page.getByRole('button', { name: 'Spärra kontot', exact: true }).click()
  await expect(page.getByText('Kontot är spärrat.')).toBeVisible()

  await byStaffMenu(page, 'Uppföljning', 'Händelselogg')
  await page.getByLabel('Om vem', { exact: true }).fill(mats.memberNumber)
  await page.getByLabel('Vad', { exact: true }).selectOption({ label: 'Servicedesken spärrade kontot' })
  await page.getByRole('button', { name: 'Visa', exact: true }).click()
  const row = page.getByRole('row').filter({ hasText: reason })
  await expect(row).toContainText('Maja Granskare')
  await expect(row).toContainText('Mats Logg')
  await looksRight(page)
  const href = (await page.getByRole('link', { name: 'Spara som CSV' }).getAttribute('href')) ?? ''
  const file = await page.request.get(href)
  expect(file.headers()['content-disposition']).toMatch(/motafors-audit-[\d-]+\.csv/)
  expect((await file.text()).split('\r\n')[1]).toContain('desk.account-frozen,success')
  await page.getByRole('link', { name: 'Är loggen hel?' }).click()
  await looksRight(page)
  await page.getByRole('button', { name: 'Kontrollera nu', exact: true }).click()
  await expect(async () => {
    await page.goto('/motafors/admin/audit/chain')
    await expect(page.getByText('Hel', { exact: true })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await looksRight(page)
  await page.goto('/motafors/admin/audit?who=nobody-of-that-name')
  await expect(page.getByText('Ingen här har det namnet')).toBeVisible()
  await page.goto('/motafors/admin/audit?before=x&outcome=%00&from=2026-99-99&act=%27%3B')
  await expect(page.getByRole('heading', { name: 'Händelselogg' })).toBeVisible()

  expect((await plain().get('/motafors/admin/audit/export')).status).toBe(307)
  await page.goto(`/motafors/admin/people/${mats.id}?act=thaw`)
  await page.getByLabel('Skäl', { exact: true }).fill('Det var han')
  await page.getByRole('button', { name: 'Öppna kontot igen', exact: true }).click()
  await expect(page.getByText('Kontot är öppet igen.')).toBeVisible()
  await page.context().clearCookies()

  await signIn(page, mats)
  await onCodePage(page)
  await typeCode(page, mats, (await inbox.code(mats)).code)
  await isIn(page, mats)
  await page.goto('/motafors/my-details')
  await page.getByRole('link', { name: 'Se vem som har tittat' }).click()
  await expect(page.getByRole('row').filter({ hasText: `Skäl: ${reason}` })).toContainText('Maja Granskare')
  await expect(page.getByRole('row').filter({ hasText: 'Öppnade dina uppgifter' }).first()).toContainText('Maja Granskare')
  await looksRight(page)
  for (const path of ['/admin/audit', '/admin/audit/export', '/admin/deliveries', '/admin/deliveries/test', '/admin/deliveries/letters'])
    expect((await page.request.get(`/motafors${path}`)).status(), path).toBe(404)
})
