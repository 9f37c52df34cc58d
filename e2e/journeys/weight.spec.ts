import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

test('no page sends the reader of Markdown to the browser, nor what it cleans with @once', () => {
  const folder = join('.next', 'static', 'chunks')
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(5)
  for (const foreign of ['setextHeading', 'thematicBreak', 'tagNames'])
    expect(
      scripts.filter((path) => readFileSync(join(folder, path), 'utf8').includes(foreign)),
      foreign,
    ).toEqual([])
})
