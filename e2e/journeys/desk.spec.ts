import type { Page } from '@playwright/test'
import { type Inbox, otherCode } from '@/e2e/support/inbox'
import { type TestPerson, unusedMobile } from '@/e2e/support/people'
import { firstPasswordIn } from '@/e2e/support/read-pdf'
import { isIn, isRefused, isTold, onCodePage, openMenu, signIn, typeCode } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'

/** F asks for no second factor to sign in; its desk does. */
async function openDesk(page: Page, inbox: Inbox, ola: TestPerson) {
  await signIn(page, ola)
  await isIn(page, ola)
  await openMenu(page)
  await page.getByRole('link', { name: 'Brukerstøtte', exact: true }).filter({ visible: true }).click()
  await expect(page).toHaveURL(/\/admin\/proof/)
  await page.getByRole('button', { name: 'Send en kode' }).click()
  const { code } = await inbox.code(ola)
  await page.getByLabel('Kode', { exact: true }).fill(code)
  await page.getByRole('main').getByRole('button').first().click()
  await expect(page.getByRole('heading', { name: 'Finn en person' })).toBeVisible()
}

async function find(page: Page, typed: string, name: string) {
  const box = page.getByRole('searchbox')
  await box.fill(typed)
  await box.press('Enter')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test('F5: a case worker finds a member by a misspelt name and sends a first-time password that opens the account', async ({
  page,
  person,
  inbox,
  looksRight,
}) => {
  const kari = await person('handelsforbundet', { givenName: 'Kari', familyName: 'Nordmann', hasUsername: false, hasMobile: true })
  const ola = await person('handelsforbundet', { givenName: 'Ola', familyName: 'Saksbehandler', roles: 'caseworker' })
  await openDesk(page, inbox, ola)
  await looksRight(page)
  await find(page, `kary nordman ${kari.mobile.slice(-4)}`, 'Kari Nordmann')
  await looksRight(page)
  await page.getByRole('link', { name: 'Send førstegangspassord' }).click()
  await looksRight(page)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await isTold(page, 'Skriv begrunnelsen')
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Ringte og bekreftet fødselsdato, sak 412')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('Førstegangspassordet er på vei.')).toBeVisible()
  const secret = firstPasswordIn((await inbox.next(kari, /Førstegangspassord: /)).text)
  await expect(page.getByText(secret)).toHaveCount(0)
  await page.reload()
  await expect(page.getByText(/Ola Saksbehandler: Ringte og bekreftet/)).toBeVisible()
  await looksRight(page)

  await page.context().clearCookies()
  await page.goto('/handelsforbundet/first-password')
  await page.getByLabel('Medlemsnummer', { exact: true }).fill(kari.memberNumber)
  await page.getByLabel('Førstegangspassord', { exact: true }).fill(secret.toLowerCase())
  await page.getByRole('button', { name: 'Neste', exact: true }).click()
  await expect(page).toHaveURL(/\/first-password\/choose$/)
})

test('A caller is verified by a code read aloud, with the same two words on both sides; a lost telephone’s number goes, another is proved', async ({
  page,
  browser,
  person,
  inbox,
  looksRight,
}) => {
  const kari = await person('handelsforbundet', { givenName: 'Kari', familyName: `Ringer${Date.now() % 10_000}`, hasMobile: true })
  const ola = await person('handelsforbundet', { givenName: 'Ola', familyName: 'Saksbehandler', roles: 'caseworker' })
  const own = await (await browser.newContext()).newPage() // the caller’s own, signed in
  await signIn(own, kari)
  await isIn(own, kari)
  await openDesk(page, inbox, ola)
  await find(page, kari.memberNumber, `Kari ${kari.familyName}`)
  await page.getByRole('link', { name: 'Sjekk hvem som ringer' }).click()
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Ringer om kontoen, sak 7')
  await page.getByRole('button', { name: 'Sjekk hvem som ringer' }).click()
  const call = page.getByRole('heading', { name: /^Samtale, sak \d+$/ })
  const words = (await page.getByText('Dere ser de samme to ordene').locator('strong').textContent()) ?? ''
  const caseName = (await call.textContent())?.replace('Samtale, ', '')
  await looksRight(page)
  const message = await inbox.code(kari)
  expect(message.text).toContain(`Siden deres viser ordene: ${words}.`)
  await own.reload()
  await expect(own.getByRole('main')).toContainText(`Du snakker med brukerstøtte, ${caseName}.`)
  await expect(own.getByRole('main')).toContainText(`Saksbehandleren ser ordene ${words}.`)
  await looksRight(own)

  const readAloud = async (code: string) => {
    await page.getByLabel('Koden som leses opp', { exact: true }).fill(code)
    await page.getByRole('button', { name: 'Sjekk', exact: true }).click()
  }
  await readAloud(otherCode(message.code))
  await isTold(page, 'Koden stemmer ikke')
  await readAloud(message.code)
  await expect(page.getByText('Det er rett person som ringer.')).toBeVisible()
  await expect(page.getByText(/^Den som ringte, ble sjekket /)).toBeVisible()
  await own.reload()
  await expect(own.getByText('Du snakker med brukerstøtte')).toHaveCount(0)

  await page.getByRole('link', { name: 'Fjern mobilnummeret' }).click()
  await expect(page.getByText('Neste pålogging: Passordet er nok')).toBeVisible()
  await looksRight(page)
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Mistet telefonen')
  await page.getByRole('button', { name: 'Fjern mobilnummeret' }).click()
  await expect(page.getByText('Mobilnummeret er fjernet.')).toBeVisible()
  await inbox.next(kari, /har fjernet mobilnummeret fra kontoen din/)
  await own.reload()
  await expect(own).toHaveURL(/\/sign-in/) // every session ended

  const mobile = await unusedMobile('handelsforbundet')
  await page.getByRole('link', { name: 'Rett mobilnummeret' }).click()
  await page.getByLabel('Mobilnummer', { exact: true }).fill('ikke et nummer')
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Ny telefon')
  await page.getByRole('button', { name: 'Rett mobilnummeret' }).click()
  await isTold(page, 'Det er ikke et mobilnummer')
  await expect(page.getByLabel('Begrunnelse', { exact: true })).toHaveValue('Ny telefon')
  await looksRight(page)
  await page.getByLabel('Mobilnummer', { exact: true }).fill(mobile)
  await page.getByLabel('Begrunnelse', { exact: true }).press('Enter')
  await expect(page.getByText('Mobilnummeret er rettet. Bekreft det nå.')).toBeVisible()
  await expect(page.getByText('Mobilnummeret er ikke bekreftet')).toBeVisible()
  await page.getByRole('link', { name: 'Bekreft det nye nummeret' }).click()
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Ny telefon')
  await page.getByRole('button', { name: 'Bekreft det nye nummeret' }).click()
  await expect(page.getByText('Den viser ikke hvem som ringer.')).toBeVisible()
  await readAloud((await inbox.code({ ...kari, mobile })).code)
  await expect(page.getByText('Nummeret er bekreftet.')).toBeVisible()
  await looksRight(page)
  await own.context().close()
})

test('M5: a case worker sees when and why an account is locked, and opens it', async ({ page, person, inbox, plain, looksRight, asAddress }) => {
  const mats = await person('motafors', { givenName: 'Mats', familyName: 'Låstberg' })
  const maja = await person('motafors', { givenName: 'Maja', familyName: 'Wallin', roles: 'caseworker' })
  const typed = { identifier: mats.name, password: 'fel' }
  for (let times = 0; times < 5; times += 1) await plain().submit('/motafors/sign-in', typed)
  await signIn(page, mats)
  await isRefused(page, mats)

  await signIn(page, maja)
  await onCodePage(page)
  await typeCode(page, maja, (await inbox.code(maja)).code)
  await isIn(page, maja)
  await page.goto('/motafors/admin')
  await find(page, mats.memberNumber, 'Mats Låstberg')
  await expect(page.getByText(/^Låst sedan .* efter 5 fel lösenord, till /)).toBeVisible()
  await looksRight(page)
  await page.getByRole('link', { name: 'Lås upp', exact: true }).click()
  await page.getByLabel('Skäl', { exact: true }).fill('Ringde, ärende 7')
  await page.getByLabel('Skäl', { exact: true }).press('Enter')
  await expect(page.getByText('Kontot är upplåst.')).toBeVisible()
  await inbox.next(mats, /har låsts upp/)

  await page.context().clearCookies()
  await asAddress(await insideAddress())
  await signIn(page, mats)
  await isIn(page, mats)
})

test('The desk is not there for members, and a stranger signs in first @once', async ({ page, person, inbox, plain, expectedComplaints }) => {
  expectedComplaints.push(/404/)
  const stranger = await plain().get('/handelsforbundet/admin')
  expect(stranger.status).toBe(307)
  const kari = await person('handelsforbundet', { hasUsername: false })
  await signIn(page, kari)
  await isIn(page, kari)
  await openMenu(page)
  await expect(page.getByRole('link', { name: 'Brukerstøtte', exact: true })).toHaveCount(0)
  for (const path of ['/admin', '/admin/proof', `/admin/people/${kari.id}`]) {
    const answer = await page.goto(`/handelsforbundet${path}`)
    expect(answer?.status(), path).toBe(404)
  }

  const ola = await person('handelsforbundet', { roles: 'caseworker' })
  const elsewhere = await person('kristinehov')
  await page.context().clearCookies()
  await openDesk(page, inbox, ola)
  for (const id of [elsewhere.id, '00000000-0000-4000-8000-000000000000', 'nobody']) {
    const answer = await page.goto(`/handelsforbundet/admin/people/${id}`)
    expect(answer?.status(), id).toBe(404)
  }
})

test('On the organisation’s network staff prove the second factor before the desk opens (security.md 49)', async ({ page, person, inbox, asAddress }) => {
  const maja = await person('motafors', { givenName: 'Maja', familyName: 'Wallin', roles: 'administrator' })
  await asAddress(await insideAddress())
  await signIn(page, maja)
  await isIn(page, maja)
  await page.goto('/motafors/admin')
  await expect(page).toHaveURL(/\/admin\/proof\?to=/)
  await page.getByRole('button', { name: 'Skicka en kod', exact: true }).click()
  const { code } = await inbox.code(maja)
  await page.getByLabel('Kod', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Fortsätt', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Hitta en person' })).toBeVisible()
})
