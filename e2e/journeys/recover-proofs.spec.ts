import type { Page } from '@playwright/test'
import { gateway } from '@/e2e/support/inbox'
import { askForNewCode, isIn, isTold, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'
import { dictionary } from '@/lib/words/speak'

const words = dictionary.sv
const newPassword = 'tallkotte i motvind 88'

async function ask(page: Page, organisation: string, name: string) {
  await page.goto(`/${organisation}/recover`)
  await page.getByLabel(words['recover.identifier.label'], { exact: true }).fill(name)
  await page.getByRole('button', { name: words['recover.submit'], exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/code$/)
}

async function type(page: Page, code: string) {
  await page.getByLabel(words['recover.code.label'], { exact: true }).fill(code)
  await page.getByRole('button', { name: words['recover.code.submit'], exact: true }).click()
}

async function choosePassword(page: Page) {
  await page.getByLabel(words['recover.password.new'], { exact: true }).fill(newPassword)
  await page.getByLabel(words['recover.password.confirm'], { exact: true }).fill(newPassword)
  await page.getByRole('button', { name: words['recover.password.submit'], exact: true }).click()
  await expect(page.getByRole('main')).toContainText(words['recover.done.changed'])
}

test('Two proofs: a code by e-mail and another by SMS, back and forth and in two tabs; the second factor is asked for as ever (security.md 35)', async ({
  page,
  context,
  person,
  inbox,
  looksRight,
}) => {
  const petra = await person('standard')
  await ask(page, 'standard', petra.name)
  const first = await inbox.mailedCode(petra)
  const main = page.getByRole('main')
  await expect(main).toContainText('Kod 1 av 2')
  await expect(main).toContainText(first.reference)
  await looksRight(page)
  const tab = await context.newPage()
  await tab.goto('/standard/recover/code')

  await type(page, first.code)
  await expect(page).toHaveURL(/\/recover\/second-code$/)
  const second = await inbox.code(petra)
  await expect(main).toContainText(words['recover.code.firstIn'])
  await expect(main).toContainText('Kod 2 av 2')
  await expect(main).toContainText(second.reference)
  expect(second.reference).not.toBe(first.reference)
  await looksRight(page)

  // The page that was left open in the other tab leads on, and is no try at the second code.
  await type(tab, first.code)
  await expect(tab).toHaveURL(/\/recover\/second-code$/)
  await tab.goBack()
  await expect(tab).toHaveURL(/\/recover\/second-code$/)
  await tab.close()
  await page.goto('/standard/recover/password')
  await expect(page).toHaveURL(/\/recover\/second-code$/)
  await type(page, first.code === second.code ? '000000' : first.code)
  await isTold(page, words['code.wrong'])
  await type(page, second.code)
  await expect(page).toHaveURL(/\/recover\/password$/)
  await choosePassword(page)
  await signIn(page, petra, { password: newPassword })
  await onCodePage(page)
  await typeCode(page, petra, (await inbox.code(petra)).code)
  await isIn(page, petra)
})

test('Two proofs: the mailed link is the first of them, in whatever browser its button is pressed', async ({
  page,
  person,
  inbox,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const petra = await person('standard')
  await ask(page, 'standard', petra.name)
  const { link } = await inbox.mailedCode(petra)
  const phone = await (await browser.newContext({ javaScriptEnabled, extraHTTPHeaders: { 'X-Forwarded-For': '203.0.113.78' } })).newPage()
  await phone.goto(new URL(new URL(link).pathname, baseURL).href)
  await phone.getByRole('button', { name: words['recover.go.button'], exact: true }).click()
  await expect(phone).toHaveURL(/\/recover\/second-code$/)
  await page.reload()
  await expect(page.getByRole('main')).toContainText(words['recover.moved.title'])
  await type(phone, (await inbox.code(petra)).code)
  await choosePassword(phone)
  await phone.context().close()
})

test('Two proofs: who lacks a number sees what everybody sees, and is told by e-mail whom to call @rule', async ({ page, person, inbox }) => {
  const petra = await person('standard', { hasMobile: false })
  await ask(page, 'standard', petra.name)
  const { text } = await inbox.next(petra, new RegExp(words['message.recovery-lacking.subject']))
  expect(text).toContain('08-465 004 99')
  await type(page, '123456')
  await isTold(page, words['code.wrong'])
  expect((await inbox.unread(petra)).map(({ subject }) => subject)).toEqual([])
})

test('Inside the network the page tells the message’s true way, and that another one helps (security.md, idea 1)', async ({
  page,
  person,
  inbox,
  asAddress,
  looksRight,
}) => {
  const karin = await person('kanalby', { hasMobile: true })
  await asAddress(await insideAddress())
  await gateway.failFor(karin.mobile, 400)
  try {
    await ask(page, 'kanalby', karin.name)
    await expect(async () => {
      await page.reload()
      await expect(page.getByText(words['recover.way.byEmail'])).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await looksRight(page)
    await askForNewCode(page)
    const { code, reference } = await inbox.mailedCode(karin)
    await page.reload()
    await expect(page.getByRole('main')).toContainText(reference)
    await expect(page.getByRole('list', { name: words['code.way'] }).getByRole('listitem').filter({ hasText: words['code.way.done'] })).not.toHaveCount(0)
    await type(page, code)
    await expect(page).toHaveURL(/\/recover\/password$/)
  } finally {
    await gateway.failFor(karin.mobile, null)
  }
})

test('Outside it a refused message changes no word of the page, and the next code comes the other way @rule', async ({ page, person, inbox, sql }) => {
  const [karin, kalle] = [await person('kanalby', { hasMobile: true }), await person('kanalby', { hasMobile: true })]
  await gateway.failFor(karin.mobile, 400)
  const seen = async () => (await page.getByRole('main').textContent())?.replace(/\b[A-Z][2-9]\b/, 'REF').replace(/\d{2}:\d{2}/, 'TIME')
  try {
    await ask(page, 'kanalby', kalle.name)
    await inbox.code(kalle)
    await page.reload()
    const expected = await seen()
    await ask(page, 'kanalby', karin.name)
    await expect
      .poll(async () => (await sql('SELECT state FROM messages WHERE recipient = $1 ORDER BY created_at DESC LIMIT 1', [karin.mobile]))[0]?.state)
      .toBe('refused')
    await page.reload()
    expect(await seen()).toBe(expected)
    await askForNewCode(page)
    await expect(page.getByText(words['code.resent'])).toBeVisible()
    await type(page, (await inbox.mailedCode(karin)).code)
    await expect(page).toHaveURL(/\/recover\/password$/)
  } finally {
    await gateway.failFor(karin.mobile, null)
  }
})

test('Inside the network who lacks one of two contacts is told so, an unknown name alike @rule', async ({ page, person, asAddress }) => {
  const karin = await person('kanalby', { hasMobile: false, hasEmail: false })
  await asAddress(await insideAddress())
  for (const name of [karin.name, 'ingen-alls']) {
    await page.goto('/kanalby/recover')
    await page.getByLabel(words['recover.identifier.label'], { exact: true }).fill(name)
    await page.getByRole('button', { name: words['recover.submit'], exact: true }).click()
    await isTold(page, /saknas ett mobilnummer eller en e-postadress.*08-465 004 99/)
  }
})
