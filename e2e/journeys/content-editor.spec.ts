import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { sessionOf } from '@/e2e/support/be-signed-in'
import type { TestPerson } from '@/e2e/support/people'
import { isIn, isTold, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, outsideAddress, test } from '@/e2e/support/test'
import { cookieNames } from '@/lib/web/cookie-names'

test('S10: an editor writes, previews and publishes for a group, which alone reads it, and brings an older text back @staff', async ({
  deps,
  page,
  person,
  inbox,
  plain,
  looksRight,
}) => {
  const mark = randomUUID().slice(0, 8)
  const group = `Larmgrupp ${mark}`
  const edith = await person('securia', { givenName: 'Edith', familyName: 'Skrivare', roles: 'editor' })
  const insider = await person('securia', { groups: group, hasMobile: false, hasEmail: false })
  const other = await person('securia', { hasMobile: false, hasEmail: false })
  const reader = async (person: TestPerson) => {
    const made = plain({ from: await outsideAddress() })
    made.jar.set(cookieNames.session('securia'), await sessionOf(deps, person))
    return made
  }
  const [inside, outside] = [await reader(insider), await reader(other)]

  await signIn(page, edith)
  await onCodePage(page)
  await typeCode(page, edith, (await inbox.code(edith)).code)
  await isIn(page, edith)
  await page.goto('/securia/admin/content')
  await looksRight(page)
  await page.getByRole('link', { name: 'Skriv något nytt', exact: true }).click()
  await looksRight(page)
  await page.getByRole('button', { name: 'Börja skriva', exact: true }).click()
  await isTold(page, 'Skriv en rubrik.')
  await page.getByLabel('Rubrik', { exact: true }).fill(`Larmrutin ${mark}`)
  await page.getByRole('button', { name: 'Börja skriva', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Larmrutin ${mark}` })).toBeVisible()
  await looksRight(page)

  const upload = async (name: string, mimeType: string, buffer: Buffer, alt = '') => {
    await page.getByLabel('Bild eller fil', { exact: true }).setInputFiles({ name, mimeType, buffer })
    await page.getByLabel('Vad bilden visar', { exact: true }).fill(alt)
    await page.getByRole('button', { name: 'Lägg till', exact: true }).click()
  }
  await upload('karta.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))
  await isTold(page, 'Filen är inte av något slag som går att lägga till')
  const png = await sharp({ create: { width: 300, height: 120, channels: 3, background: '#7a5c00' } })
    .png()
    .toBuffer()
  await upload('karta.png', 'image/png', png)
  await isTold(page, 'Skriv vad bilden visar')
  await looksRight(page)
  await upload('karta.png', 'image/png', png, 'Karta över grindarna')
  await expect(page.getByText('Filen är tillagd.')).toBeVisible()
  const written = (await page.getByText('![Karta över grindarna](/files/').textContent()) ?? ''
  const file = /\/files\/[\w-]+/.exec(written)?.[0] ?? ''

  await page.getByLabel('Kort om det', { exact: true }).fill('Vad du gör när larmet går.')
  const body = page.getByLabel('Text', { exact: true })
  const text = '## Först\n\n- Bekräfta larmet\n\n| Grind | Kod |\n|---|---|\n| Norra | hemlig |\n\n> [!NOTE]\n> Gå aldrig in ensam.\n\n'
  await body.fill(text)
  await body.press('Control+End')
  await page.getByRole('button', { name: 'Infoga', exact: true }).click()
  await expect(body).toHaveValue(`${text}${written}`)
  await page.getByRole('button', { name: 'Fet', exact: true }).press('ArrowRight')
  await expect(page.getByRole('button', { name: 'Kursiv', exact: true })).toBeFocused()
  await looksRight(page)
  await page.getByRole('button', { name: 'Spara och förhandsgranska', exact: true }).click()
  await expect(page.getByRole('cell', { name: 'hemlig' })).toBeVisible()
  const picture = page.getByRole('img', { name: 'Karta över grindarna' })
  await picture.scrollIntoViewIfNeeded()
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(300)
  await looksRight(page)
  await page.getByRole('link', { name: 'Tillbaka till texten' }).click()

  await page.getByLabel('Vissa grupper', { exact: true }).check()
  await page.getByRole('button', { name: 'Spara för vem och när', exact: true }).click()
  await isTold(page, 'Välj minst en grupp.')
  await page.getByLabel(group, { exact: true }).check()
  await page.getByLabel('Adress', { exact: true }).fill(`Larm ${mark}`)
  await page.getByRole('button', { name: 'Spara för vem och när', exact: true }).click()
  await expect(page.getByText('Det är sparat och gäller nu.')).toBeVisible()
  const address = `/securia/pages/larm-${mark}`
  expect((await inside.get(address)).status).toBe(404)
  await page.getByRole('button', { name: 'Publicera', exact: true }).click()
  await expect(page.getByText('Publicerad.', { exact: true })).toBeVisible()
  await looksRight(page)
  expect(await inside.get(address)).toMatchObject({ status: 200, body: expect.stringContaining('hemlig') })
  expect(await inside.get(`/securia${file}`)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/png', 'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'" },
  })
  expect((await inside.get(`/securia/pages/larmrutin-${mark}`)).location).toContain(address)
  for (const path of [address, `/securia/pages/larmrutin-${mark}`, `/securia${file}`]) expect((await outside.get(path)).status, path).toBe(404)
  expect((await outside.get('/securia/pages')).body).not.toContain(mark)

  await page.getByLabel('Rubrik', { exact: true }).fill(`Ny larmrutin ${mark}`)
  await page.getByRole('button', { name: 'Spara utkast', exact: true }).click()
  await expect(page.getByText('Utkastet är sparat.')).toBeVisible()
  expect((await inside.get(address)).body).not.toContain('Ny larmrutin')
  await page.getByRole('link', { name: 'Historik', exact: true }).click()
  await looksRight(page)
  await page.getByRole('row').nth(2).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: /^Sparad / })).toBeVisible()
  await looksRight(page)
  await page.getByRole('button', { name: 'Ta tillbaka den här texten', exact: true }).click()
  await expect(page.getByText('Den äldre texten är utkastet nu.')).toBeVisible()
  await expect(page.getByLabel('Rubrik', { exact: true })).toHaveValue(`Larmrutin ${mark}`)

  await page.getByRole('link', { name: 'Ta bort', exact: true }).click()
  await looksRight(page)
  await page.getByRole('button', { name: 'Ta bort', exact: true }).click()
  await isTold(page, /\S/)
  await page.getByLabel('Skäl', { exact: true }).fill('Gäller inte längre')
  await page.getByRole('button', { name: 'Ta bort', exact: true }).click()
  await expect(page.getByText('Den är borttagen.')).toBeVisible()
  expect((await inside.get(address)).status).toBe(404)
})
