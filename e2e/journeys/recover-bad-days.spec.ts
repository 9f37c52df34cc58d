import type { Page } from '@playwright/test'
import { gateway, refuseMailTo } from '@/e2e/support/inbox'
import { startOwnPortal } from '@/e2e/support/own-portal'
import { askForNewCode, isTold } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'
import { dictionary } from '@/lib/words/speak'

const words = dictionary.sv
const newPassword = 'tallkotte i motvind 88'

async function ask(page: Page, recover: string, name: string) {
  await page.goto(recover)
  await page.getByLabel(words['recover.identifier.label'], { exact: true }).fill(name)
  await page.getByRole('button', { name: words['recover.submit'], exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/code$/)
}

async function type(page: Page, code: string) {
  await page.getByLabel(words['recover.code.label'], { exact: true }).fill(code)
  await page.getByRole('button', { name: words['recover.code.submit'], exact: true }).click()
}

/** Looks again until the page says so. */
const comesToSay = (page: Page, text: string) =>
  expect(async () => {
    await page.reload()
    await expect(page.getByText(text)).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })

test('A server that is killed between any two steps of the way back in has lost nothing, and sent nothing twice @alone', async ({
  page,
  person,
  inbox,
  expectedComplaints,
}) => {
  expectedComplaints.push(/net::ERR_/)
  const portal = await startOwnPortal()
  try {
    const petra = await person('standard')
    await page.goto(`${portal.url}/standard/recover`)
    await portal.restartBehind(page)
    await ask(page, `${portal.url}/standard/recover`, petra.name)
    const first = await inbox.mailedCode(petra)
    await portal.restartBehind(page)
    await type(page, first.code)
    await expect(page).toHaveURL(/\/recover\/second-code$/)
    const second = await inbox.code(petra)
    await portal.restartBehind(page)
    await type(page, second.code)
    await expect(page).toHaveURL(/\/recover\/password$/)
    await portal.restartBehind(page)
    await page.getByLabel(words['recover.password.new'], { exact: true }).fill(newPassword)
    await page.getByLabel(words['recover.password.confirm'], { exact: true }).fill(newPassword)
    await page.getByRole('button', { name: words['recover.password.submit'], exact: true }).click()
    await expect(page).toHaveURL(/\/recover\/done$/)
    await portal.restartBehind(page)
    await page.reload()
    await expect(page.getByRole('main')).toContainText(words['recover.done.changed'])
    await inbox.next(petra, /lösenord.*ändra/is)
    await inbox.next(petra, /lösenord.*ändra/is)
    expect((await inbox.unread(petra)).map(({ channel, subject, text }) => `${channel} ${subject} ${text}`)).toEqual([])
  } finally {
    await portal.end()
  }
})

test('While the gateway is away the next code comes by e-mail; when it is back, nothing late comes after it @alone', async ({ page, person, inbox, sql }) => {
  const karin = await person('kanalby', { hasMobile: true })
  await gateway.goDown()
  try {
    await ask(page, '/kanalby/recover', karin.name)
    const tried = async () => (await sql('SELECT attempts FROM messages WHERE recipient = $1 ORDER BY created_at DESC LIMIT 1', [karin.mobile]))[0]?.attempts
    await expect.poll(tried).toBe(1)
    await askForNewCode(page)
    await expect(page.getByText(words['code.resent'])).toBeVisible()
  } finally {
    await gateway.goUp()
  }
  await type(page, (await inbox.mailedCode(karin)).code)
  await expect(page).toHaveURL(/\/recover\/password$/)
  const state = async () => (await sql('SELECT state FROM messages WHERE recipient = $1 ORDER BY created_at DESC LIMIT 1', [karin.mobile]))[0]?.state
  expect(await state()).toBe('given-up')
  expect((await inbox.unread(karin)).filter(({ channel }) => channel === 'sms')).toEqual([])
})

test('A gateway that took the message and never said so: nobody sends it twice, and inside the network the page tells what to do @rule', async ({
  page,
  person,
  inbox,
  asAddress,
}) => {
  const karin = await person('kanalby', { hasMobile: true })
  await asAddress(await insideAddress())
  await gateway.hangFor(karin.mobile)
  await ask(page, '/kanalby/recover', karin.name)
  const { code } = await inbox.code(karin)
  await comesToSay(page, words['recover.way.byEmail'])
  expect((await inbox.unread(karin)).filter(({ channel }) => channel === 'sms')).toEqual([])
  // It came after all, and it is as good as any.
  await type(page, code)
  await expect(page).toHaveURL(/\/recover\/password$/)
})

test('Receipts that come twice and in the wrong order leave what arrived as arrived @rule', async ({ page, person, inbox, asAddress }) => {
  const karin = await person('kanalby', { hasMobile: true })
  await asAddress(await insideAddress())
  await ask(page, '/kanalby/recover', karin.name)
  const { id, code } = await inbox.code(karin)
  for (const status of ['delivered', 'delivered', 'failed', 'delivered'] as const) expect(await gateway.sendReceipt(id, status)).toBe(204)
  const delivered = page.getByRole('list', { name: words['code.way'] }).getByRole('listitem').filter({ hasText: words['code.way.delivered'] })
  await expect(async () => {
    await page.reload()
    await expect(delivered).toContainText(words['code.way.done'], { timeout: 1_000 })
  }).toPass()
  await expect(page.getByText(words['recover.way.byEmail'])).toHaveCount(0)
  await type(page, code)
  await expect(page).toHaveURL(/\/recover\/password$/)
})

test('H5: an address that the mail server refuses is told where it was typed, an account’s and a stranger’s alike @rule', async ({
  page,
  person,
  looksRight,
}) => {
  const erkki = await person('hameenportti')
  for (const email of [erkki.email, `x${erkki.email}`]) {
    await refuseMailTo(email)
    await page.goto('/hameenportti/recover?what=password')
    await page.getByLabel('Sähköpostiosoite / käyttäjätunnus', { exact: true }).fill(email)
    await page.getByRole('button', { name: 'Jatka', exact: true }).click()
    await isTold(page, 'Salasanan palautuslinkin lähettäminen antamaasi sähköpostiosoitteeseen ei onnistunut. Ota yhteys asiakaspalveluun.')
    await looksRight(page)
  }
})

test('Two who press with one code at once are both led on, and the back button leads to where the journey stands', async ({ page, context, person, inbox }) => {
  const kerstin = await person('kristinehov')
  await page.goto('/kristinehov/recover')
  await page.getByLabel('Användarnamn', { exact: true }).fill(kerstin.username)
  await page.getByRole('button', { name: 'OK', exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/code$/)
  const { code } = await inbox.code(kerstin)
  const other = await context.newPage()
  await other.goto('/kristinehov/recover/code')
  for (const tab of [page, other]) await tab.getByLabel('Kod', { exact: true }).fill(code)
  await Promise.all([page, other].map((tab) => tab.getByRole('button', { name: 'Fortsätt', exact: true }).click()))
  for (const tab of [page, other]) await expect(tab).toHaveURL(/\/recover\/terms$/)
  await other.close()
  await page.goBack()
  await expect(page).toHaveURL(/\/recover\/terms$/)
})
