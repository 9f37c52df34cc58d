import type { Page } from '@playwright/test'
import { isIn, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { dictionary } from '@/lib/words/speak'

const words = dictionary.sv

/** An authenticator with a screen lock that opens by itself. */
async function plugIn(page: Page) {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } as const
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, automaticPresenceSimulation: true } })
  return { devTools, authenticatorId }
}

test('a passkey is made and signs in alone @once @script', async ({ page, person, inbox, looksRight }) => {
  const karin = await person('nyckelby', { hasMobile: true, hasEmail: true })
  await signIn(page, karin)
  await isIn(page, karin)
  const { devTools, authenticatorId } = await plugIn(page)

  await page.goto('/nyckelby/my-details/factors')
  await page.getByRole('link', { name: words['factor.proof.link'] }).click()
  await page.getByRole('button', { name: words['factor.sms.send'], exact: true }).click()
  await typeCode(page, karin, (await inbox.code(karin)).code)
  await expect(page).toHaveURL(/\/my-details\/factors$/)
  await page.locator('#add-passkeys').getByLabel(words['factor.name.label'], { exact: true }).fill('Min dator')
  await page.locator('#add-passkeys').getByLabel(words['details.password.current'], { exact: true }).fill(karin.password)
  await page.getByRole('button', { name: words['factor.passkeys.add'], exact: true }).click()
  const make = page.getByRole('button', { name: words['factor.passkey.make'], exact: true })
  await expect(make).toBeVisible()
  await looksRight(page)
  await make.click()
  await page.getByRole('button', { name: words['factor.codes.kept'] }).click()
  await expect(page.getByText('Min dator', { exact: true })).toBeVisible()
  await looksRight(page)
  expect((await devTools.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toHaveLength(1)

  await page.context().clearCookies()
  await page.goto('/nyckelby/sign-in')
  // The name's field offers it by itself, and this authenticator answers at once; elsewhere the button asks.
  const button = page.getByRole('button', { name: words['factor.passkey.signIn'], exact: true })
  await Promise.race([button.click().catch(() => {}), page.waitForURL((url) => url.pathname === '/nyckelby')])
  await isIn(page, karin)
})
