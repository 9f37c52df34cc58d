import { expect, test } from '@/e2e/support/test'

test('the sign-in page carries neither zod nor react-hook-form, nor the words of another organisation @once', async ({ page, visit }) => {
  const scripts: string[] = []
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') scripts.push(await response.text())
  })
  await visit('kristinehov', '/sign-in')
  await expect.poll(() => scripts.length).toBeGreaterThan(2)
  await page.waitForLoadState('networkidle')
  const all = scripts.join('\n')
  for (const foreign of ['ZodError', 'invalid_type', 'useFieldArray', 'IntlMessageFormat', 'Handelsforbundet', 'Unohtuiko'])
    expect(all, foreign).not.toContain(foreign)
})
