import type { Browser } from '@playwright/test'
import { lettersTo } from '@/e2e/support/inbox'
import { startOwnPortal } from '@/e2e/support/own-portal'
import type { TestPerson } from '@/e2e/support/people'
import type { plainBrowser } from '@/e2e/support/plain-browser'
import { isIn, isRefused, signIn } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'

/** Types wrong passwords until the account locks, which is told to its owner. */
async function lock(browser: ReturnType<typeof plainBrowser>, { organisation, name }: TestPerson, times: number) {
  for (let tries = 1; tries <= times; tries++) await browser.submit(`/${organisation.slug}/sign-in`, { identifier: name, password: `fel ${tries}` })
}

/** The path of the nth link, at whatever server this project tests. */
const pathIn = (text: string, at = 0) => new URL(text.match(/https?:\/\/\S+/g)?.[at] ?? 'none:').pathname

const somebodyElse = (browser: Browser, javaScriptEnabled: boolean | undefined, baseURL: string | undefined) =>
  browser.newContext({ javaScriptEnabled, baseURL, extraHTTPHeaders: { 'X-Forwarded-For': '203.0.113.78' } })

test('A lock is told by SMS; "this was not me" freezes the account once, whichever tab presses, and the support gets a case', async ({
  page,
  context,
  browser,
  plain,
  person,
  inbox,
  asAddress,
  looksRight,
  baseURL,
  javaScriptEnabled,
}) => {
  const mats = await person('motafors')
  await lock(plain(), mats, 5)
  const { channel, text } = await inbox.next(mats, /låst till \d\d:\d\d/)
  expect(channel).toBe('sms')
  const link = pathIn(text)
  for (let looks = 0; looks < 2; looks++) expect((await plain().get(link)).status).toBe(200)

  const second = await context.newPage()
  await second.goto(link)
  await page.goto(link)
  await expect(page.getByRole('main')).toContainText('Kontot låstes efter för många fel lösenord')
  await expect(page.getByRole('main')).toContainText('Motafors kommun')
  await looksRight(page)
  await page.getByRole('button', { name: 'Spärra mitt konto', exact: true }).click()
  await expect(page).toHaveURL(/\/motafors\/go\/frozen$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kontot är spärrat')
  const number = ((await page.getByRole('main').textContent()) ?? '').match(/nummer (\d+)\./)?.[1] ?? 'none'
  await expect(page.getByRole('main')).toContainText('08-465 004 12')
  await looksRight(page)

  await second.getByRole('button', { name: 'Spärra mitt konto', exact: true }).click()
  await expect(second).toHaveURL(/\/motafors\/go\/frozen$/)
  await expect(second.getByRole('main')).toContainText(`nummer ${number}.`)
  const phone = await somebodyElse(browser, javaScriptEnabled, baseURL)
  const later = await phone.newPage()
  await later.goto(link)
  await expect(later.getByRole('heading', { level: 1 })).toHaveText('Länken är redan använd')
  await expect(later.getByRole('main')).toContainText(`nummer ${number}.`)
  await looksRight(later)
  await later.goto('/motafors/go/frozen')
  await expect(later.getByRole('main')).not.toContainText(number)
  await phone.close()

  expect((await inbox.next(mats, new RegExp(`är spärrat.*Ärende ${number}\\.|Ärendet har nummer ${number}\\.`, 's'))).text).not.toContain('/go/')
  const cases = async () =>
    (await lettersTo('support@motafors.example.org')).mails.filter(({ subject, text }) => subject.includes(`Ärende ${number}:`) && text.includes(mats.username))
  await expect.poll(async () => (await cases()).length).toBe(1)
  await asAddress(await insideAddress())
  await signIn(page, mats)
  await isRefused(page, mats)
})

test('The way back in from a lock’s message carries the name: a code comes at once, and nothing is proved yet', async ({
  page,
  plain,
  person,
  inbox,
  looksRight,
}) => {
  const mats = await person('motafors')
  await lock(plain(), mats, 5)
  const { text } = await inbox.next(mats, /låst till/)
  await page.goto(pathIn(text, 1))
  await expect(page.getByRole('main')).not.toContainText(mats.username)
  await looksRight(page)
  await page.getByRole('button', { name: 'Skicka koden', exact: true }).click()
  await expect(page).toHaveURL(/\/motafors\/recover\/code$/)
  await page.getByLabel('Återställningskod', { exact: true }).fill((await inbox.code(mats)).code)
  await page.getByRole('button', { name: 'Nästa', exact: true }).click()
  await expect(page).toHaveURL(/\/recover\/choice$/)
  await page.getByLabel('Behåll ditt nuvarande lösenord och lås upp ditt konto').check()
  await page.getByRole('button', { name: 'Nästa', exact: true }).click()
  await expect(page.getByRole('main')).toContainText('Ditt konto är nu upplåst')
  expect((await inbox.next(mats, /har låsts upp/)).text).toContain('/go/')
})

test('In Finnish: a new device is told by e-mail, and the button signs out whoever sits there', async ({
  page,
  browser,
  person,
  inbox,
  looksRight,
  baseURL,
  javaScriptEnabled,
}) => {
  const erkki = await person('hameenportti', { hasUsername: false })
  await signIn(page, erkki)
  await isIn(page, erkki)
  const thiefs = await somebodyElse(browser, javaScriptEnabled, baseURL)
  const thief = await thiefs.newPage()
  await signIn(thief, erkki)
  await isIn(thief, erkki)
  const { text } = await inbox.next(erkki, /uudella laitteella/)
  await page.goto(pathIn(text))
  await expect(page.getByRole('main')).toContainText('Joku kirjautui uudella laitteella')
  await looksRight(page)
  await page.getByRole('button', { name: 'Jäädytä tilini', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tili on jäädytetty')
  await looksRight(page)
  for (const seen of [thief, page]) {
    await seen.goto('/hameenportti/my-details')
    await expect(seen).toHaveURL(/\/sign-in/)
  }
  await thiefs.close()
})

test('In Norwegian: an old link, a wrong one and another organisation’s change nothing and say what to do @rule', async ({
  page,
  plain,
  person,
  inbox,
  looksRight,
  sql,
}) => {
  const kari = await person('handelsforbundet', { hasMobile: false })
  await lock(plain(), kari, 10)
  const { channel, text } = await inbox.next(kari, /låst til/)
  expect(channel).toBe('email')
  const link = pathIn(text)
  await page.goto(link.replace('handelsforbundet', 'motafors'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Länken fungerar inte längre')
  await page.goto(`${link.slice(0, -3)}AAA`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lenken virker ikke lenger')
  await page.goto(link)
  await expect(page.getByRole('button', { name: 'Sperr kontoen min', exact: true })).toBeVisible()
  await sql(`UPDATE objections SET expires_at = now() WHERE person_id = $1`, [kari.id])
  await page.getByRole('button', { name: 'Sperr kontoen min', exact: true }).click()
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: 'for gammel' })
      .or(page.getByRole('heading', { name: 'Lenken er for gammel' }))
      .first(),
  ).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lenken er for gammel')
  await expect(page.getByRole('main')).toContainText('7 dager')
  await looksRight(page)
  expect(await sql(`SELECT status FROM persons WHERE id = $1`, [kari.id])).toEqual([{ status: 'active' }])
})

test('The button works after a restart of the server, and so does the page after it @once @alone', async ({ page, plain, person, inbox }) => {
  const mats = await person('motafors')
  await lock(plain(), mats, 5)
  const link = pathIn((await inbox.next(mats, /låst till/)).text)
  const portal = await startOwnPortal()
  try {
    await portal.start()
    await page.goto(`${portal.url}${link}`)
    await portal.kill()
    await portal.start()
    await page.getByRole('button', { name: 'Spärra mitt konto', exact: true }).click()
    await expect(page).toHaveURL(/\/go\/frozen$/)
    await portal.kill()
    await portal.start()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kontot är spärrat')
  } finally {
    await portal.end()
  }
})
