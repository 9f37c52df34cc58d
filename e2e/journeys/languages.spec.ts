import { expect, test } from '@/e2e/support/test'

const languageOf = (html: string) => html.match(/<html[^>]*\blang="(\w+)"/)?.[1]

test('The browser’s wish chooses among the organisation’s languages only @once', async ({ plain }) => {
  const browser = plain({ from: '203.0.113.40' })
  const answer = async (slug: string, wish: string) => languageOf((await browser.get(`/${slug}/sign-in`, { 'accept-language': wish })).body)
  expect(await answer('hameenportti', 'en-GB,en;q=0.9')).toBe('en')
  expect(await answer('hameenportti', 'sv-FI')).toBe('sv')
  expect(await answer('hameenportti', 'de, nb;q=0.9')).toBe('fi')
  expect(await answer('hameenportti', 'nb, sv;q=0.1, en;q=0.5')).toBe('en')
  expect(await answer('hameenportti', 'en;q=0, sv;q=0.2')).toBe('sv')
  expect(await answer('kristinehov', 'en')).toBe('sv')
  expect(await answer('handelsforbundet', 'fi, en')).toBe('nb')
  expect(await answer('standard', 'nn-NO')).toBe('nb')
  expect(await answer('standard', `${'x'.repeat(10_000)},,;q=;,en`)).toBe('sv')
})

for (const [label, lang, button] of [
  ['FIN', 'fi', 'Jatka'],
  ['SVE', 'sv', 'Fortsätt'],
  ['ENG', 'en', 'Continue'],
] as const)
  test(`H8: ${label} turns the sign-in page into that language, and stays chosen${lang === 'en' ? '' : ' @rule'}`, async ({ page, visit, looksRight }) => {
    await visit('hameenportti', '/sign-in')
    await page.getByRole('link', { name: label, exact: true }).click()
    await expect(page).toHaveURL(/\/hameenportti\/sign-in$/)
    await expect(page.locator('html')).toHaveAttribute('lang', lang)
    await expect(page.getByRole('button', { name: button, exact: true })).toBeVisible()
    await looksRight(page)
    await visit('hameenportti', '/recover')
    await expect(page.locator('html')).toHaveAttribute('lang', lang)
  })
