import type { Page } from '@playwright/test'
import { beSignedIn } from '@/e2e/support/be-signed-in'
import { expect, test } from '@/e2e/support/test'
import { makeContent } from '@/lib/content/change-content'

/** Every field that somebody can write in, tick or choose from, as it stands now. */
const typedIn = (page: Page) =>
  page
    .locator('main :is(textarea, select, input:not([type="hidden"], [type="file"]))')
    .evaluateAll((fields) =>
      (fields as HTMLInputElement[]).map((field) => [
        `${field.form?.id}-${field.name}-${field.type === 'radio' ? field.value : ''}`,
        field.checked ?? field.value,
        field.value,
      ]),
    )

/** Opens a page whose scripts are on their way, writes in all that it shows, and lets the scripts come. */
async function typeBeforeScript(page: Page, path: string) {
  let letThemCome = () => {}
  const wait = new Promise<void>((done) => {
    letThemCome = done
  })
  await page.route('**/_next/static/**/*.js*', async (route) => {
    await wait
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  await expect(page.getByRole('contentinfo')).toBeVisible()
  for (const field of await page.locator('main :is(textarea, input:not([type="hidden"], [type="file"]), select)').filter({ visible: true }).all()) {
    const kind = await field.evaluate((one: HTMLInputElement) => (one.tagName === 'SELECT' ? 'select' : one.type))
    if (kind === 'select')
      await field.evaluate((one: HTMLSelectElement) => {
        one.selectedIndex = one.options.length - 1
      })
    else if (kind === 'checkbox') await field.setChecked(!(await field.isChecked()))
    else if (kind === 'radio') await field.check()
    else if (kind === 'date') await field.fill('2027-03-04')
    else if (kind === 'datetime-local') await field.fill('2027-03-04T05:06')
    else if (kind === 'number') await field.fill('7')
    else {
      await field.press('End')
      await field.pressSequentially(' åtta')
    }
  }
  const typed = await typedIn(page)
  expect(typed.length).toBeGreaterThan(1)
  letThemCome()
  // React has taken a form over when it knows its fields.
  await expect
    .poll(() =>
      page
        .locator('main form :is(textarea, input:not([type="hidden"]))')
        .evaluateAll((all) => all.every((one) => Object.keys(one).some((key) => key.startsWith('__reactProps')))),
    )
    .toBe(true)
  await page.waitForLoadState('networkidle')
  expect(await typedIn(page), path).toEqual(typed)
  await page.unroute('**/_next/static/**/*.js*')
}

test('What was typed before the script came stays in every kind of field: a message with a question carried in, a text at the desk, own details, settings @once', async ({
  deps,
  page,
  person,
}) => {
  await typeBeforeScript(page, '/handelsforbundet/contact?question=Hvor%20er')
  await expect(page.getByLabel('Melding', { exact: true })).toHaveValue('Hvor er åtta')

  const ada = await person('securia', { givenName: 'Ada', familyName: 'Snabb', roles: 'administrator' })
  await beSignedIn(page, deps, ada, ['administrator'])
  await typeBeforeScript(page, '/securia/my-details')
  await typeBeforeScript(page, '/securia/admin/settings/support')
  const written = { title: 'Parkering', summary: 'Var bilen får stå.', keywords: 'garage', body: '## Garaget\n\nUnder huset.' }
  const made = await makeContent(deps, ada.organisation.id, { kind: 'page', language: 'sv', written, by: ada.id })
  if (!made.ok) throw new Error(made.failure)
  await typeBeforeScript(page, `/securia/admin/content/${made.value.id}`)
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue('## Garaget åtta\n\nUnder huset.')
})
