import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { isIn, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { removeFactors } from '@/lib/factors/remove-factors'
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

test('a passkey is made and signs in alone; a copy of it, a foreign one and a removed one sign nobody in @once @script', async ({
  page,
  person,
  inbox,
  deps,
  looksRight,
}) => {
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
  await expect(page.getByText(`Den här gången: ${words['details.why.passkey']}.`, { exact: true })).toBeVisible()

  // From here on the button alone asks: this authenticator would answer the field again and again.
  await page.addInitScript(() => Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: async () => false }))
  const [key] = (await devTools.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  if (!key) throw new Error('there is no passkey')
  const press = async (credential: typeof key) => {
    await devTools.send('WebAuthn.clearCredentials', { authenticatorId })
    await devTools.send('WebAuthn.addCredential', { authenticatorId, credential })
    await page.context().clearCookies()
    await page.goto('/nyckelby/sign-in')
    await button.click()
  }
  const refused = async (credential: typeof key) => {
    await press(credential)
    await expect(page.getByText(words['factor.passkey.wrong'], { exact: true })).toBeVisible()
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const foreign = { credentialId: randomBytes(32).toString('base64'), privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') }
  await refused({ ...key, signCount: 0 }) // counts backwards: a copy
  await looksRight(page)
  await refused({ ...key, ...foreign })
  await press({ ...key, signCount: key.signCount + 10 })
  await isIn(page, karin)
  await removeFactors(deps, karin.organisation.id, karin.id)
  await refused({ ...key, signCount: key.signCount + 20 })
})
