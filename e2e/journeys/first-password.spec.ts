import { isIn, isTold, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

test('F1–F3, F6, F10: a member orders a first-time password by SMS, and chooses an own user name and password with it', async ({
  page,
  person,
  visit,
  inbox,
  looksRight,
}) => {
  const kari = await person('handelsforbundet', { givenName: 'Kari', familyName: 'Nordmann', hasUsername: false })
  await visit('handelsforbundet', '/sign-in')
  await page.getByRole('link', { name: 'Jeg vil ha eller har glemt passord', exact: true }).click()
  await expect(page).toHaveURL(/\/order$/)
  await expect(page.getByText('stemmeseddelen')).toBeVisible()
  await looksRight(page)
  await page.getByLabel('SMS', { exact: true }).check()
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('Mobilnummer', { exact: true }).fill(kari.mobile.replace('+4670', '070-'))
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page).toHaveURL(/\/first-password\/ordered$/)
  await looksRight(page)
  const { text } = await inbox.next(kari, /Førstegangspassord: /)
  const secret = text.match(/^Førstegangspassord: (\S+)$/m)?.[1] ?? ''
  await signIn(page, kari, { name: kari.memberNumber })
  await isTold(page, 'hører ikke sammen') // ordering erased the old one
  await visit('handelsforbundet', '/sign-in')
  await page.getByRole('link', { name: 'Jeg har fått nytt passord/PIN', exact: true }).click()
  await expect(page).toHaveURL(/first-password$/)
  await looksRight(page)
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('Førstegangspassord', { exact: true }).fill(secret.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Neste', exact: true }).click()
  const own = `kari${kari.memberNumber}`
  await page.getByLabel('Brukernavn', { exact: true }).fill(own)
  await page.getByLabel('Passord', { exact: true }).fill('multe og sebra 99 x')
  await page.getByLabel('Gjenta passord', { exact: true }).fill('multe og sebra 99 x')
  await looksRight(page)
  await page.getByRole('button', { name: 'Lagre', exact: true }).click()
  await expect(page).toHaveURL(/\/handelsforbundet\/sign-in/)
  await signIn(page, kari, { name: own, password: 'multe og sebra 99 x' })
  await isIn(page, kari)
})

test('F1: a wrong number gets the same page, and no message', async ({ page, person, visit, inbox }) => {
  const kari = await person('handelsforbundet', { hasUsername: false })
  await visit('handelsforbundet', '/first-password/order')
  await page.getByLabel('E-post', { exact: true }).check()
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('E-postadresse', { exact: true }).fill('en.annen@example.org')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page).toHaveURL(/\/first-password\/ordered$/)
  await signIn(page, kari)
  await isIn(page, kari)
  expect((await inbox.unread(kari)).filter(({ text }) => text.includes('Førstegangspassord'))).toEqual([])
})
