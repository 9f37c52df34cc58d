import { unusedSlug } from '@/e2e/support/organisations'
import { otherClient, startOtherProvider } from '@/e2e/support/other-provider'
import { makePerson } from '@/e2e/support/people'
import { stage } from '@/e2e/support/stage'
import { isIn, isKnownEverywhere, onCodePage, signIn, signOutButton, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import type { Deps } from '@/lib/core/db'
import { changeProviderSecret } from '@/lib/flows/change-outside-secret'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { presets } from '@/lib/organisations/presets/all'

// H7: officials sign in as before, or at the organisation's own provider, on the same page.

/** An organisation of its own, with a provider that is run from `oidc-provider`. */
async function openOrganisation(deps: Deps, preset: 'hameenportti' | 'motafors' = 'hameenportti') {
  const slug = unusedSlug(preset)
  const at = `${stage.proxyUrl}/${slug}/sign-in`
  const other = await startOtherProvider([`${at}/provider/return`], [at], '127.0.0.3')
  const provider = { issuer: other.issuer, clientId: otherClient.id, groups: ['officials'], label: { fi: 'Kirjaudu virkatunnuksella' } }
  const applied = await applyOrganisation(deps, { slug, settings: { ...presets[preset], hosts: [], provider } })
  if (!applied.ok) throw new Error(applied.failure.join('\n'))
  await changeProviderSecret(deps, applied.value, { actorId: null, client: null, reason: 'the journey' }, otherClient.secret)
  await isKnownEverywhere(slug)
  return { slug, other }
}

test('H7: an official comes in by the other provider, sees how, and signs out of both', async ({ page, deps, looksRight }) => {
  const { slug, other } = await openOrganisation(deps)
  const venla = await makePerson(deps, slug, { groups: 'officials', hasUsername: false })
  other.state.somebody = { sub: 'venla', claims: { email: venla.email, email_verified: true } }
  await page.goto(`/${slug}/my-details`)
  await expect(page.getByText('Viranomaiskäyttäjä?')).toBeVisible()
  await looksRight(page)
  await page.getByRole('link', { name: 'Kirjaudu virkatunnuksella', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/${slug}/my-details$`))
  await expect(page.getByText('toinen kirjautumistapa').first()).toBeVisible()
  await looksRight(page)

  await (await signOutButton(page, venla)).click()
  await expect(page.getByRole('heading', { name: 'Olet kirjautunut ulos täältä', exact: true })).toBeVisible()
  await looksRight(page)
  await page.getByRole('link', { name: 'Kirjaudu ulos sielläkin', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`^${other.issuer}/session/end`))
  await page.getByRole('button', { name: 'Sign out there', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/${slug}/sign-in(\\?|$)`))
  await page.goto(`/${slug}/my-details`)
  await expect(page).toHaveURL(/\/sign-in\?to=/)
  await other.stop()
})

test('H7: whom the register does not know gets a plain page with the service desk, and so does whoever turned back @rule', async ({
  page,
  deps,
  looksRight,
}) => {
  const { slug, other } = await openOrganisation(deps)
  other.state.somebody = { sub: 'x', claims: { email: 'nobody.here@example.org', email_verified: true } }
  await page.goto(`/${slug}/sign-in`)
  await page.getByRole('link', { name: 'Kirjaudu virkatunnuksella', exact: true }).click()
  await expect(page.getByText(/sillä ei pääse sisään täällä\. Ota yhteys: Asiakaspalvelu/)).toBeVisible()
  await looksRight(page)
  other.state.somebody = null
  await page.getByRole('link', { name: 'Yritä toisella tilillä siellä', exact: true }).click()
  await expect(page.getByText(/Kirjautuminen keskeytettiin siellä/)).toBeVisible()
  await looksRight(page)
  await expect(page.getByRole('link', { name: 'Yritä uudelleen', exact: true })).toBeVisible()
  await other.stop()
})

test('H7: an administrator keeps the secret and tests the connection, which says what is wrong @once', async ({ page, deps, inbox, looksRight }) => {
  const { slug, other } = await openOrganisation(deps, 'motafors')
  const maja = await makePerson(deps, slug, { roles: 'administrator' })
  await signIn(page, maja)
  await onCodePage(page)
  await typeCode(page, maja, (await inbox.code(maja)).code)
  await isIn(page, maja)
  await page.goto(`/${slug}/admin/provider`)
  await expect(page.getByText(`${stage.proxyUrl}/${slug}/sign-in/provider/return`)).toBeVisible()
  await looksRight(page)
  await page.getByRole('button', { name: 'Prova förbindelsen', exact: true }).click()
  await expect(page.getByText(/^Förbindelsen fungerar/)).toBeVisible()
  await looksRight(page)
  await page.getByRole('link', { name: 'Spara hemligheten', exact: true }).click()
  await page.getByLabel('Hemlighet', { exact: true }).fill('en annan')
  await page.getByLabel('Skäl', { exact: true }).fill('Prov')
  await looksRight(page)
  await page.getByRole('button', { name: 'Spara hemligheten', exact: true }).click()
  await expect(page.getByText(/^Hemligheten är sparad/)).toBeVisible()
  await page.getByRole('button', { name: 'Prova förbindelsen', exact: true }).click()
  await expect(page.getByText(/Tjänsten känner inte igen portalen/)).toBeVisible()
  await looksRight(page)
  await other.stop()
})
