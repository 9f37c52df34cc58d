import { unusedSlug } from '@/e2e/support/organisations'
import { makePerson } from '@/e2e/support/people'
import { isIn, isKnownEverywhere, isTold, signIn, signOutButton, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'
import { appCode } from '@/lib/factors/app-code'
import { stepAt } from '@/lib/factors/rules'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import { presets } from '@/lib/organisations/presets/all'
import { dictionary } from '@/lib/words/speak'

const words = dictionary.sv

/** What an app reads from the key that stands as text below the picture. */
function fromBase32(text: string): Buffer {
  const bits = [...text.replace(/\s/g, '')].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

test('an app is set up, asked for at the next sign-in, stood in for by a recovery code, and removed', async ({ page, person, inbox, looksRight }) => {
  test.slow()
  const karin = await person('kristinehov', { hasMobile: true, hasEmail: true })
  await signIn(page, karin)
  await typeCode(page, karin, (await inbox.code(karin)).code)
  await isIn(page, karin)

  await page.goto('/kristinehov/my-details')
  await page.getByRole('link', { name: words['factor.link'] }).click()
  await looksRight(page)
  await page.getByLabel(words['factor.name.label'], { exact: true }).fill('Min telefon')
  await page.getByLabel(words['details.password.current'], { exact: true }).fill(karin.password)
  await page.getByRole('button', { name: words['factor.apps.add'] }).click()
  await expect(page.getByRole('img', { name: words['factor.new.picture'] })).toBeVisible()
  expect(await page.getByRole('img', { name: words['factor.new.picture'] }).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await looksRight(page)
  await page.getByText(words['factor.new.byHand'], { exact: true }).click()
  const secret = fromBase32((await page.locator('details code').textContent()) ?? '')
  let used = stepAt(new Date())
  await page.getByLabel(words['factor.new.code']).fill(appCode(secret, used))
  await page.getByRole('button', { name: words['factor.new.submit'], exact: true }).click()

  await expect(page.getByRole('heading', { level: 1, name: words['factor.codes.title'] })).toBeVisible()
  const codes = await page.locator('ol code').allTextContents()
  expect(codes).toHaveLength(10)
  await looksRight(page)
  await page.getByRole('button', { name: words['factor.codes.kept'] }).click()
  await expect(page).toHaveURL(/\/my-details\/factors$/)
  await page.goto('/kristinehov/my-details/factors/codes')
  await expect(page).toHaveURL(/\/my-details\/factors$/)

  await page.context().clearCookies()
  await signIn(page, karin)
  await expect(page.getByRole('heading', { level: 1, name: words['factor.app.ask'] })).toBeVisible()
  await looksRight(page)
  await page.getByLabel(words['factor.app.label']).fill('000000')
  await page.getByRole('button', { name: words['code.submit'], exact: true }).click()
  await isTold(page, words['factor.app.wrong'])
  await expect.poll(() => stepAt(new Date()), { timeout: 40_000 }).toBeGreaterThan(used)
  used = stepAt(new Date())
  await page.getByLabel(words['factor.app.label']).fill(appCode(secret, used))
  await page.getByRole('button', { name: words['code.submit'], exact: true }).click()
  await isIn(page, karin)

  await page.context().clearCookies()
  await signIn(page, karin)
  await page.getByRole('link', { name: words['factor.other.recovery-code'] }).click()
  await page.getByLabel(words['factor.recovery.label']).fill(codes[0] ?? '')
  await page.getByRole('button', { name: words['code.submit'], exact: true }).click()
  await isIn(page, karin)

  await page.goto('/kristinehov/my-details/factors')
  await page.getByRole('link', { name: new RegExp(`^${words['factor.remove']}`) }).click()
  await looksRight(page)
  await page.getByLabel(words['details.password.current'], { exact: true }).fill(karin.password)
  await page.getByRole('button', { name: words['factor.remove'], exact: true }).click()
  await expect(page.getByText(words['factor.did.removed'], { exact: true })).toBeVisible()
  await expect(page.getByText(words['factor.apps.none'], { exact: true })).toBeVisible()
})

test('who must have an app or a passkey gets no further than to the page where one is set up, and can sign out @once', async ({ page, deps, looksRight }) => {
  const slug = unusedSlug('nyckelby')
  const factors = { requiredGroups: ['Styrelsen'] }
  const applied = await applyOrganisation(deps, {
    slug,
    settings: { ...presets.standard, name: 'Nyckelby', languages: ['sv'], signIn: { pages: 1 }, secondFactor: 'never', factors },
  })
  if (!applied.ok) throw new Error(applied.failure.join('\n'))
  await isKnownEverywhere(slug)
  const ordf = await makePerson(deps, slug, { groups: 'Styrelsen' })
  await signIn(page, ordf)
  await expect(page).toHaveURL(new RegExp(`/${slug}/my-details/factors$`))
  await expect(page.getByText(words['factor.required'])).toBeVisible()
  await looksRight(page)
  await page.goto(`/${slug}/my-details`)
  await expect(page).toHaveURL(new RegExp(`/${slug}/my-details/factors$`))
  await page.getByLabel(words['factor.name.label'], { exact: true }).fill('Min telefon')
  await page.getByLabel(words['details.password.current'], { exact: true }).fill(ordf.password)
  await page.getByRole('button', { name: words['factor.apps.add'] }).click()
  await page.getByText(words['factor.new.byHand'], { exact: true }).click()
  const secret = fromBase32((await page.locator('details code').textContent()) ?? '')
  await page.getByLabel(words['factor.new.code']).fill(appCode(secret, stepAt(new Date())))
  await page.getByRole('button', { name: words['factor.new.submit'], exact: true }).click()
  await page.getByRole('button', { name: words['factor.codes.kept'] }).click()
  await expect(page).toHaveURL(/\/my-details\/factors$/)
  await page.goto(`/${slug}/my-details`)
  await expect(page).toHaveURL(new RegExp(`/${slug}/my-details$`))
  await (await signOutButton(page, ordf)).click()
  await expect(page).toHaveURL(/\/sign-in$/)
})
