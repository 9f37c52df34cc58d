import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { unusedSlug } from '@/e2e/support/organisations'
import type { TestPerson } from '@/e2e/support/people'
import { isIn, isKnownEverywhere, isTold, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { standard } from '@/lib/organisations/presets/standard'

// Each has an organisation of its own: the last import is the organisation's.

type Open = { slug: string; ada: TestPerson; look: () => Promise<void>; save: (lines: string[]) => Promise<void> }

const open = test.extend<{ office: Open }>({
  office: async ({ page, deps, person, inbox, looksRight }, use) => {
    const slug = unusedSlug('tuna')
    const applied = await applyOrganisation(deps, {
      slug,
      settings: { ...standard, name: `Förening ${slug}`, languages: ['sv', 'en'], signIn: { pages: 1 }, secondFactor: 'never' },
    })
    expect(applied.ok).toBe(true)
    const ada = await person(slug, { givenName: 'Ada', familyName: 'Styrman', roles: 'administrator' })
    await isKnownEverywhere(slug)
    await signIn(page, { ...ada, organisation: { ...ada.organisation, slug: 'provstad' } }, { path: `/${slug}/sign-in` })
    await expect(page).toHaveURL(new RegExp(`/${slug}$`))
    await page.goto(`/${slug}/admin/import`)
    await page.getByRole('button', { name: 'Skicka en kod' }).click()
    await page.getByLabel('Kod', { exact: true }).fill((await inbox.code(ada)).code)
    await page.getByRole('main').getByRole('button').first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Importera register' })).toBeVisible()
    await use({
      slug,
      ada,
      look: () => looksRight(page),
      save: async (lines) => {
        await page.goto(`/${slug}/admin/import`)
        await page.getByLabel('Registerfil (CSV)').setInputFiles({ name: 'medlemmar.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
        await page.getByRole('button', { name: 'Jämför med registret' }).click()
      },
    })
  },
})

const ends = (page: Page, state: string) => expect(page.getByRole('main').getByText(state, { exact: true })).toBeVisible({ timeout: 60_000 })

open('An administrator drops a register file, reads the difference, applies it and takes it back @staff', async ({ page, office, sql }) => {
  const { slug, ada, look, save } = office
  await look()
  await page.getByRole('button', { name: 'Jämför med registret' }).click()
  await isTold(page, 'Välj en fil först.')
  await page.locator('summary', { hasText: 'Kolumner som filen kan ha' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'givenName' })).toContainText('Förnamn')
  await look()

  await save([
    'memberNumber,username,givenName,familyName,city,roles,email',
    '1001,kerstin,Kerstin,Ekelund,Malung,member,kerstin@example.org',
    `1002,bo,Bo,Berg,Sala,administrator,bo@example.org`,
    `${ada.memberNumber},,Adele,,Falun,,`,
    '1003,bo,Bosse,Berg,Sala,,',
    '1004,,,,,,inte en adress',
  ])
  await ends(page, 'Väntar på dig')
  await look()
  await expect(page.getByText('1001 · kerstin · kerstin@example.org')).toBeVisible()
  await page.getByRole('link', { name: /^Ändrade/ }).click()
  await expect(page.getByText('Förnamn: Ada → Adele')).toBeVisible()
  await page.getByRole('link', { name: /^Avvisade rader/ }).click()
  await expect(page.getByText('Samma person eller namn står redan på rad 3.')).toBeVisible()
  await expect(page.getByText('Det här är ingen e-postadress.')).toBeVisible()
  await look()
  const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Ladda ner avvisade rader och varningar (CSV)' }).click()])
  const said = await readFile(await report.path(), 'utf8')
  expect(said).toContain('5;username;Samma person eller namn står redan på rad 3.')
  expect(said).toContain('3;roles;')
  expect(await sql('SELECT 1 FROM persons p JOIN organisations o ON o.id = p.organisation_id WHERE o.slug = $1', [slug])).toHaveLength(1)

  await page.getByRole('button', { name: 'Importera', exact: true }).click()
  await isTold(page, 'Skriv skälet')
  await page.getByLabel('Skäl', { exact: true }).fill('Månadens register')
  await page.getByRole('button', { name: 'Importera', exact: true }).click()
  await ends(page, '2 personer lades till, 1 ändrades, 2 rader avvisades.')
  await look()
  const people = await sql(
    `SELECT p.given_name, array_agg(r.role) AS roles FROM persons p JOIN organisations o ON o.id = p.organisation_id LEFT JOIN role_grants r ON r.person_id = p.id WHERE o.slug = $1 GROUP BY 1 ORDER BY 1`,
    [slug],
  )
  expect(people).toEqual([
    { given_name: 'Adele', roles: ['administrator'] },
    { given_name: 'Bo', roles: [null] },
    { given_name: 'Kerstin', roles: ['member'] },
  ])

  await page.goto(`/${slug}/admin/export`)
  await page.getByRole('button', { name: 'Gör filen i ordning' }).click()
  await isTold(page, 'Skriv skälet')
  await page.getByLabel('Skäl', { exact: true }).fill('Revision')
  await page.getByRole('button', { name: 'Gör filen i ordning' }).click()
  await expect(page.getByRole('link', { name: 'Ladda ner filen (CSV)' })).toBeVisible()
  await look()
  const [copy] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Ladda ner filen (CSV)' }).click()])
  const register = await readFile(await copy.path(), 'utf8')
  expect(register).toContain('1001;kerstin;kerstin@example.org;')
  expect(register).not.toMatch(/argon2|passwordHash/)

  await page.goto(`/${slug}/admin/import`)
  await look()
  await page.getByLabel('Skäl', { exact: true }).fill('Fel fil')
  await page.getByRole('button', { name: 'Ta tillbaka', exact: true }).click()
  await expect(page.getByText(/är tillbakatagen: 2 personer togs bort, 1 fick sina gamla uppgifter/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('cell', { name: 'Tillbakatagen', exact: true })).toBeVisible()
  const left = await sql('SELECT p.given_name FROM persons p JOIN organisations o ON o.id = p.organisation_id WHERE o.slug = $1', [slug])
  expect(left).toEqual([{ given_name: 'Ada' }])
})

open('An administrator makes a group, puts somebody in by hand, and lets a rule fill another @staff', async ({ page, office, person }) => {
  const { slug, look } = office
  for (const [givenName, city] of [
    ['Kerstin', 'Malung'],
    ['Bo', 'Sala'],
  ] as const)
    await person(slug, { givenName, familyName: 'Ekelund', address: { street: 'Storgatan 1', postalCode: '782 30', city } })
  await page.goto(`/${slug}/admin/groups`)
  await look()
  await page.getByRole('button', { name: 'Lägg till gruppen' }).click()
  await isTold(page, 'Skriv ett namn.')
  await page.getByLabel('Gruppens namn').fill('Styrelsen')
  await page.getByRole('button', { name: 'Lägg till gruppen' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Styrelsen' })).toBeVisible()
  await page.getByRole('searchbox').fill('kerstin')
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('link', { name: 'Lägg till Kerstin Ekelund' }).click()
  const join = page.locator('#move')
  await join.getByRole('button', { name: 'Lägg till', exact: true }).click()
  await isTold(join, 'Skriv skälet')
  await join.getByLabel('Skäl', { exact: true }).fill('Årsmötet')
  await join.getByRole('button', { name: 'Lägg till', exact: true }).click()
  await expect(page.getByText('1 person · För hand')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ta ut Kerstin Ekelund' })).toBeVisible()
  await look()

  await page.goto(`/${slug}/admin/groups`)
  await page.getByLabel('Gruppens namn').fill('Malung')
  await page.getByRole('button', { name: 'Lägg till gruppen' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Malung' })).toBeVisible()
  const rule = page.locator('#rule')
  await rule.getByLabel('Villkor 1').selectOption({ label: 'Postnummer från–till' })
  await rule.getByLabel('Värde 1').fill('78')
  await rule.getByLabel('Villkor 2').selectOption({ label: 'Är med i gruppen' })
  await rule.getByLabel('Värde 2').fill('Finns inte')
  await rule.getByRole('button', { name: 'Räkna' }).click()
  await isTold(page, 'Ett villkor går inte att förstå')
  await rule.getByLabel('Värde 1').fill('78000–78999')
  await rule.getByLabel('Värde 2').fill('Styrelsen')
  await rule.getByRole('button', { name: 'Räkna' }).click()
  await expect(page.getByText('Regeln gäller 1 person just nu.')).toBeVisible()
  await look()
  await rule.getByRole('button', { name: 'Spara regeln' }).click()
  await expect(page.getByText('1 person · Genom en regel')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('link', { name: 'Kerstin Ekelund', exact: true })).toBeVisible()
  await look()

  const end = page.locator('#remove')
  await end.getByLabel('Skäl', { exact: true }).fill('Behövs inte')
  await end.getByRole('button', { name: 'Ta bort gruppen' }).click()
  await expect(page.getByRole('link', { name: 'Styrelsen', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Malung', exact: true })).toHaveCount(0)
})

test('Import, export and groups are not there for case workers, and another organisation’s are nobody’s @once', async ({
  page,
  person,
  inbox,
  expectedComplaints,
}) => {
  expectedComplaints.push(/404/)
  const ola = await person('handelsforbundet', { givenName: 'Ola', roles: 'caseworker' })
  await signIn(page, ola)
  await isIn(page, ola)
  await page.goto('/handelsforbundet/admin')
  await page.getByRole('button', { name: 'Send en kode' }).click()
  await page.getByLabel('Kode', { exact: true }).fill((await inbox.code(ola)).code)
  await page.getByRole('main').getByRole('button').first().click()
  await expect(page.getByRole('heading', { name: 'Finn en person' })).toBeVisible()
  const some = '00000000-0000-4000-8000-000000000000'
  for (const path of ['import', `import/${some}`, `import/${some}/report`, 'export', `export/${some}`, 'groups', `groups/${some}`]) {
    const answer = await page.request.get(`/handelsforbundet/admin/${path}`, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(404)
  }
  const form = { file: { name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('username\nx') } }
  expect((await page.request.post('/handelsforbundet/admin/import/file', { multipart: form, maxRedirects: 0 })).status()).toBe(404)
})
