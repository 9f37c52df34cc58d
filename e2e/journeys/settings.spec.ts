import type { Page } from '@playwright/test'
import type { Inbox } from '@/e2e/support/inbox'
import { unusedSlug } from '@/e2e/support/organisations'
import { makePerson, password, type TestPerson } from '@/e2e/support/people'
import { isIn, isKnownEverywhere, isTold, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import type { Deps } from '@/lib/core/db'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { presets } from '@/lib/organisations/presets/all'

/** An administrator of an organisation of its own: nobody else meets its settings. */
async function administrator(deps: Deps): Promise<TestPerson> {
  const slug = unusedSlug('motafors')
  const applied = await applyOrganisation(deps, { slug, settings: { ...presets.motafors, name: `Provkommunen ${slug}` } })
  expect(applied.ok).toBe(true)
  await isKnownEverywhere(slug)
  return makePerson(deps, slug, { givenName: 'Maja', familyName: 'Wallin', roles: 'administrator' })
}

async function enter(page: Page, inbox: Inbox, maja: TestPerson) {
  await signIn(page, maja)
  await onCodePage(page)
  await typeCode(page, maja, (await inbox.code(maja)).code)
  await isIn(page, maja)
}

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
const saveDraft = (page: Page) => page.getByRole('button', { name: 'Spara i utkastet', exact: true }).click()

test('An administrator drafts a policy, sees what it means, puts it in force, and goes back @staff', async ({ page, deps, inbox, plain, looksRight }) => {
  const maja = await administrator(deps)
  const settings = `/${maja.organisation.slug}/admin/settings`
  const signInPage = `/${maja.organisation.slug}/sign-in`
  await enter(page, inbox, maja)
  await page.goto(settings)
  await heading(page, 'Inställningar')
  await looksRight(page)

  // What can't be is told at its field, and nothing that was typed is lost.
  await page.getByRole('link', { name: 'Ändra Lösenord', exact: true }).click()
  await heading(page, 'Lösenord')
  await page.getByLabel('Tecken som minst', { exact: true }).fill('en hel del')
  await page.getByLabel('Timmar mellan två egna byten', { exact: true }).fill('24')
  await saveDraft(page)
  await isTold(page, 'Skriv ett tal från 1 till 64.')
  await expect(page.getByLabel('Timmar mellan två egna byten', { exact: true })).toHaveValue('24')
  await looksRight(page)

  // A shorter password lowers the security; the studio says what it breaks, what passes, and whom it touches.
  await page.getByLabel('Tecken som minst', { exact: true }).fill('6')
  await saveDraft(page)
  await expect(page.getByText('Sparat i utkastet. Det gäller inte än.')).toBeVisible()
  await expect(page.getByText('Minst 6 tecken').first()).toBeVisible()
  await expect(page.getByText(/NIST SP 800-63B-4 §3\.1\.1\.2/).first()).toBeVisible()
  await expect(page.getByText(/har ett lösenord\. Portalen kan inte läsa lösenord/)).toBeVisible()
  await page.getByLabel('Lösenfras', { exact: true }).fill('åsna')
  await page.getByRole('button', { name: 'Pröva', exact: true }).click()
  await isTold(page, 'å, ä, ö')
  await looksRight(page)

  // A sentence in the organisation's own words.
  await page.goto(`${settings}/words?language=sv&q=${encodeURIComponent('logga in')}&key=signIn.submit`)
  await page.getByLabel('Er mening', { exact: true }).fill('Logga in {nu}')
  await saveDraft(page)
  await isTold(page, 'Portalen kan inte säga meningen.')
  await page.getByLabel('Er mening', { exact: true }).fill('Kom in')
  await saveDraft(page)
  await expect(page.getByText('Kom in', { exact: true })).toBeVisible()
  expect((await plain().get(signInPage)).body).not.toContain('Kom in')

  // In force only with a reason and the password.
  await page.goto(`${settings}/draft`)
  await heading(page, 'Utkastet')
  await expect(page.getByText('Detta sänker säkerheten')).toBeVisible()
  await looksRight(page)
  const apply = page.getByRole('button', { name: 'Låt det gälla', exact: true })
  await page.getByLabel('Nuvarande lösenord', { exact: true }).fill(password)
  await apply.click()
  await isTold(page, 'Skriv varför')
  await page.getByLabel('Varför', { exact: true }).fill('Beslut 12 i nämnden')
  await page.getByLabel('Nuvarande lösenord', { exact: true }).fill(password)
  await apply.click()
  await expect(page.getByText('Inställningarna gäller.')).toBeVisible()
  await expect.poll(async () => (await plain().get(signInPage)).body, { timeout: 15_000 }).toContain('Kom in')
  await inbox.next(maja, /Maja Wallin ändrade inställningar .*Tecken som minst/s)

  // Back: a new version that is equal to the first.
  await page.getByRole('link', { name: 'Versioner', exact: true }).click()
  await expect(page.getByText('Beslut 12 i nämnden')).toBeVisible()
  await looksRight(page)
  await page.getByRole('link', { name: 'Version 1', exact: true }).click()
  await page.getByLabel('Varför', { exact: true }).fill('Nämnden ångrade sig')
  await looksRight(page)
  await page.getByRole('button', { name: 'Gå tillbaka till den här versionen', exact: true }).click()
  await expect(page.getByText('Inställningarna gäller.')).toBeVisible()
  await expect.poll(async () => (await plain().get(signInPage)).body, { timeout: 15_000 }).not.toContain('Kom in')
})

test('Settings that were dated come into force by themselves; two administrators do not write over each other @once', async ({
  page,
  deps,
  inbox,
  plain,
  sql,
}) => {
  const maja = await administrator(deps)
  const settings = `${maja.organisation.slug}/admin/settings`
  await enter(page, inbox, maja)
  await page.goto(`/${settings}/support`)
  const other = await page.context().newPage()
  await other.goto(`/${settings}/support`)
  await other.getByLabel('Telefon', { exact: true }).fill('08-465 004 33')
  await saveDraft(other)
  await expect(other.getByText('Sparat i utkastet. Det gäller inte än.')).toBeVisible()
  await page.getByLabel('När den svarar (svenska)', { exact: true }).fill('vardagar 9–11')
  await saveDraft(page)
  await isTold(page, /Maja Wallin ändrade detta .*: Telefon\./)
  await expect(page.getByLabel('När den svarar (svenska)', { exact: true })).toHaveValue('vardagar 9–11')
  await saveDraft(page)
  await expect(page.getByText('Sparat i utkastet. Det gäller inte än.')).toBeVisible()

  await page.goto(`/${settings}/draft`)
  await page.getByLabel('Varför', { exact: true }).fill('Nya tider')
  await page.getByRole('radio', { name: 'Vid en tid som jag väljer' }).check()
  await page.getByLabel('Dag och tid', { exact: true }).fill('2001-01-01T08:00')
  await page.getByRole('button', { name: 'Låt det gälla', exact: true }).click()
  await isTold(page, 'Skriv en tid som inte har varit')
  await page.getByRole('radio', { name: 'Vid en tid som jag väljer' }).check()
  await page.getByLabel('Dag och tid', { exact: true }).fill(new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 16))
  await page.getByRole('button', { name: 'Låt det gälla', exact: true }).click()
  await expect(page.getByText('Utkastet väntar på sin tid.')).toBeVisible()
  await page.goto(`/${settings}/lock`)
  await expect(page.getByRole('button', { name: 'Spara i utkastet' })).toHaveCount(0)
  await sql(`UPDATE settings_drafts SET effective_at = now() WHERE organisation_id = $1`, [maja.organisation.id])
  await sql(`SELECT graphile_worker.add_job('apply-dated-drafts')`)
  await expect.poll(async () => (await plain().get(`/${maja.organisation.slug}/sign-in`)).body, { timeout: 60_000 }).toContain('vardagar 9–11')
})
