import { isIn, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

for (const host of ['sspr.kristinehov.localhost', 'kontohantering.kristinehov.localhost'])
  test(`K1: ${host} is the organisation without its slug in the path @rule`, async ({ page, person, inbox, baseURL }) => {
    const at = `http://${host}:${new URL(baseURL ?? '').port}`
    const kerstin = await person('kristinehov')
    await page.goto(`${at}/sign-in`)
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(links.length).toBeGreaterThan(1)
    expect(links.filter((href) => href.includes('kristinehov'))).toEqual([])
    await page.getByRole('link', { name: 'Glömt lösenordet', exact: true }).click()
    await expect(page).toHaveURL(`${at}/recover`)
    await signIn(page, kerstin, { path: `${at}/sign-in` })
    await onCodePage(page)
    await expect(page).toHaveURL(`${at}/sign-in/code`)
    const { code, text } = await inbox.code(kerstin)
    expect(text.split('\n').at(-1)).toBe(`@${host} #${code}`)
    await typeCode(page, kerstin, code)
    await expect(page).toHaveURL(`${at}/`)
    await isIn(page, kerstin, '')
  })

test('K1: a stranger at a host name is led to its sign-in page @once', async ({ plain, baseURL }) => {
  const port = new URL(baseURL ?? '').port
  const browser = plain({ from: '203.0.113.30', headers: { host: `sspr.kristinehov.localhost:${port}` } })
  for (const path of ['/', '/my-details', '/nothing/at/all']) {
    const { status, location } = await browser.get(path)
    expect.soft({ path, status, location: location?.replace(/\?.*/, '') }).toEqual({ path, status: 307, location: '/sign-in' })
  }
})

test('A false Host reaches no message @once', async ({ person, plain, inbox }) => {
  const kerstin = await person('kristinehov')
  const browser = plain({ from: '203.0.113.31', headers: { host: 'evil.example', origin: 'http://evil.example' } })
  await browser.submit('/kristinehov/sign-in', { identifier: kerstin.name, password: kerstin.password })
  const { code, text } = await inbox.code(kerstin)
  expect(text).not.toContain('evil')
  expect(text.split('\n').at(-1)).toBe(`@localhost #${code}`)
})
