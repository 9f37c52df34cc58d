import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { Inbox } from '@/e2e/support/inbox'
import { startOwnPortal } from '@/e2e/support/own-portal'
import type { TestPerson } from '@/e2e/support/people'
import { firstPasswordIn, readPdf } from '@/e2e/support/read-pdf'
import { stage } from '@/e2e/support/stage'
import { isIn, isTold, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

const own = 'multe og sebra 99 x'
const union = '/handelsforbundet'
const member = { givenName: 'Kari', familyName: 'Nordmann', hasUsername: false, hasMobile: true }

async function order(page: Page, kari: TestPerson, { base = union, mobile = kari.mobile } = {}) {
  await page.goto(`${base}/first-password/order`)
  await page.getByLabel('SMS', { exact: true }).check()
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('Mobilnummer', { exact: true }).fill(mobile)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page).toHaveURL(/\/first-password\/ordered$/)
}

const nextSecret = async (inbox: Inbox, kari: TestPerson) => firstPasswordIn((await inbox.next(kari, /Førstegangspassord: /)).text)

async function use(page: Page, kari: TestPerson, typed: string, base = union) {
  await page.goto(`${base}/first-password`)
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('Førstegangspassord', { exact: true }).fill(typed)
  await page.getByRole('button', { name: 'Neste', exact: true }).click()
}
const isChoosing = (page: Page) => expect(page).toHaveURL(/\/first-password\/choose$/)

async function choose(page: Page, username: string, password = own) {
  await page.getByLabel('Brukernavn', { exact: true }).fill(username)
  await page.getByLabel('Passord', { exact: true }).fill(password)
  await page.getByLabel('Gjenta passord', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Lagre', exact: true }).click()
}
const isChosen = (page: Page) => expect(page.getByText('Brukernavnet og passordet er lagret.')).toBeVisible()

test('F1–F3, F6, F10: a member orders a first-time password by SMS, and chooses an own user name and password with it', async ({
  page,
  person,
  visit,
  inbox,
  looksRight,
}) => {
  const kari = await person('handelsforbundet', member)
  await visit('handelsforbundet', '/sign-in')
  await page.getByRole('link', { name: 'Jeg vil ha eller har glemt passord', exact: true }).click()
  await expect(page).toHaveURL(/\/order$/)
  await expect(page.getByText('stemmeseddelen')).toBeVisible()
  await looksRight(page)
  await page.getByLabel('SMS', { exact: true }).check()
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('Mobilnummer', { exact: true }).fill(kari.mobile.replace('+4670', '070-'))
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page).toHaveURL(/\/first-password\/ordered$/)
  await looksRight(page)
  const secret = await nextSecret(inbox, kari)
  await signIn(page, kari, { name: kari.memberNumber })
  await isTold(page, 'hører ikke sammen') // ordering erased the old one
  await visit('handelsforbundet', '/sign-in')
  await page.getByRole('link', { name: 'Jeg har fått nytt passord/PIN', exact: true }).click()
  await expect(page).toHaveURL(/first-password$/)
  await expect(page.getByText('stemmeseddelen')).toBeVisible()
  await looksRight(page)
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('Førstegangspassord', { exact: true }).fill(secret.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Neste', exact: true }).click()
  await isChoosing(page)
  await looksRight(page)
  const username = `kari${kari.memberNumber}`
  await choose(page, username)
  await expect(page).toHaveURL(/\/handelsforbundet\/sign-in/)
  await isChosen(page)
  await looksRight(page)
  await signIn(page, kari, { name: username, password: own })
  await isIn(page, kari)
})

test('F1: a wrong number gets the same page, and no message @rule', async ({ page, person, visit, inbox }) => {
  const kari = await person('handelsforbundet', { hasUsername: false })
  await visit('handelsforbundet', '/first-password/order')
  await page.getByLabel('E-post', { exact: true }).check()
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('E-postadresse', { exact: true }).fill('en.annen@example.org')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page).toHaveURL(/\/first-password\/ordered$/)
  await signIn(page, kari)
  await isIn(page, kari)
  expect((await inbox.unread(kari)).filter(({ text }) => text.includes('Førstegangspassord'))).toEqual([])
})

test('F2: a wrong, an expired, a replaced and a used one get one helpful answer, and a slip of the finger is told at the field', async ({
  page,
  person,
  inbox,
  sql,
  looksRight,
}) => {
  const kari = await person('handelsforbundet', member)
  await order(page, kari)
  const replaced = await nextSecret(inbox, kari)
  await order(page, kari)
  const secret = await nextSecret(inbox, kari)
  const isRefused = async (typed: string) => {
    await use(page, kari, typed)
    await isTold(page, /brukt, utløpt eller erstattet av et nyere.*bestill et nytt eller ring/)
    await expect(page.getByLabel('Medlemsnummer', { exact: true })).toHaveValue(kari.memberNumber)
  }
  await use(page, kari, `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`)
  await isTold(page, 'Noe er skrevet feil')
  await looksRight(page)
  await isRefused('AAAA-AAAA-AAAA')
  await isRefused(replaced)
  await sql("UPDATE first_passwords SET expires_at = expires_at - interval '2 days' WHERE person_id = $1 AND ended_at IS NULL", [kari.id])
  await isRefused(secret)
  await looksRight(page)
  await page.getByRole('link', { name: 'Jeg vil ha eller har glemt passord', exact: true }).click()
  await expect(page).toHaveURL(/\/order$/)
  await sql("UPDATE first_passwords SET expires_at = expires_at + interval '2 days' WHERE person_id = $1 AND ended_at IS NULL", [kari.id])
  await use(page, kari, secret)
  await isChoosing(page)
  await choose(page, `kari${kari.memberNumber}`)
  await isChosen(page)
  await isRefused(secret)
})

test('F3: what is wrong with the user name or the password is told at once, and nothing but the password is typed again', async ({
  page,
  person,
  inbox,
  looksRight,
}) => {
  const [kari, ola] = [await person('handelsforbundet', member), await person('handelsforbundet')]
  await order(page, kari)
  await use(page, kari, await nextSecret(inbox, kari))
  await isChoosing(page)
  await choose(page, ola.username)
  await isTold(page, 'Noen andre har det brukernavnet')
  await expect(page.getByLabel('Brukernavn', { exact: true })).toHaveValue(ola.username)
  await expect(page.getByLabel('Passord', { exact: true })).toHaveValue('')
  await looksRight(page)
  await choose(page, `kari${kari.memberNumber}`, 'kort')
  await isTold(page, /minst/)
  await choose(page, kari.email) // an e-mail address will do
  await isChosen(page)
  await signIn(page, kari, { name: kari.email, password: own })
  await isIn(page, kari)
})

test('F3: two tabs and the back button: the first to save has chosen, the other is told so @rule', async ({ page, context, person, inbox, looksRight }) => {
  const kari = await person('handelsforbundet', member)
  await order(page, kari)
  const secret = await nextSecret(inbox, kari)
  await use(page, kari, secret)
  await isChoosing(page)
  const other = await context.newPage()
  await other.goto(`${union}/first-password/choose`)
  await choose(page, `kari${kari.memberNumber}`)
  await isChosen(page)
  await choose(other, `annen${kari.memberNumber}`)
  await expect(other.getByText('allerede valgt, kanskje i et annet vindu')).toBeVisible()
  await looksRight(other)
  await page.goBack()
  await page.goto(`${union}/first-password/choose`)
  await expect(page).toHaveURL(/\/first-password$/) // nothing is left to choose
  await signIn(page, kari, { name: `kari${kari.memberNumber}`, password: own })
  await isIn(page, kari)
})

test('F5: a letter that the command line has written opens the account, from the page that it names @once', async ({ page, person }) => {
  test.slow()
  const kari = await person('handelsforbundet', { ...member, address: { street: 'Storgata 1', postalCode: '0155', city: 'Oslo' } })
  const folder = mkdtempSync(join(tmpdir(), 'porten-letter-'))
  const path = join(folder, 'letter.pdf')
  const words = ['first-password', 'send', kari.memberNumber, '--organisation', 'handelsforbundet', '--channel', 'letter', '--out', path, '--reason', 'ringte']
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/porten.ts', ...words], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
    env: { ...process.env, ...stage.serverEnvironment, DATABASE_URL: stage.databaseUrl, BASE_URL: stage.baseUrl },
  })
  expect([status, stderr]).toEqual([0, ''])
  const [letter = ''] = await readPdf(path)
  rmSync(folder, { recursive: true })
  const secret = firstPasswordIn(letter.replace(/ +$/gm, ''))
  expect(secret).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/)
  expect(stdout).not.toContain(secret)
  await signIn(page, kari, { name: kari.memberNumber })
  await isTold(page, 'hører ikke sammen')
  await page.goto(letter.match(/^http:\S+\/first-password/m)?.[0] ?? 'nowhere')
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('Førstegangspassord', { exact: true }).fill(secret.toLowerCase().replaceAll('-', ''))
  await page.getByRole('button', { name: 'Neste', exact: true }).click()
  await isChoosing(page)
  await choose(page, `kari${kari.memberNumber}`)
  await isChosen(page)
  await signIn(page, kari, { name: `kari${kari.memberNumber}`, password: own })
  await isIn(page, kari)
})

test('F1–F3: a server that is killed between any two steps has lost nothing @alone', async ({ page, person, inbox, expectedComplaints }) => {
  test.slow()
  expectedComplaints.push(/net::ERR_/)
  const portal = await startOwnPortal()
  try {
    const base = `${portal.url}${union}`
    const kari = await person('handelsforbundet', member)
    await page.goto(`${base}/first-password/order`)
    await portal.restartBehind(page)
    await order(page, kari, { base })
    await portal.restartBehind(page)
    const secret = await nextSecret(inbox, kari)
    await page.goto(`${base}/first-password`)
    await portal.restartBehind(page)
    await use(page, kari, secret, base)
    await isChoosing(page)
    await portal.restartBehind(page)
    await choose(page, `kari${kari.memberNumber}`)
    await isChosen(page)
    await portal.restartBehind(page)
    await signIn(page, kari, { name: `kari${kari.memberNumber}`, password: own, path: `${base}/sign-in` })
    await isIn(page, kari)
  } finally {
    await portal.end()
  }
})
