import { setTimeout as wait } from 'node:timers/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import { dictionary } from '@/lib/words/speak'
import { wordsOf } from './fixed-words'
import type { TestPerson } from './people'
import { stage } from './stage'

type Typed = { name?: string; password?: string; isRemembered?: boolean; path?: string }

/** From the sign-in page to whatever answers the password, by the words of the page. */
export async function signIn(page: Page, person: TestPerson, { name = person.name, password = person.password, isRemembered = false, path }: Typed = {}) {
  const words = wordsOf(person.organisation.slug)
  await page.goto(path ?? `/${person.organisation.slug}/sign-in`)
  await page.getByLabel(words.name, { exact: true }).fill(name)
  if (words.next) await page.getByRole('button', { name: words.next, exact: true }).click()
  await page.getByLabel(words.password, { exact: true }).fill(password)
  if (isRemembered && words.remember) await page.getByLabel(words.remember, { exact: true }).check()
  await page.getByRole('button', { name: words.submit, exact: true }).click()
}

/** Types the code and sends it. */
export async function typeCode(page: Page, person: TestPerson, code: string) {
  const words = wordsOf(person.organisation.slug)
  await page.getByLabel(words.code ?? '', { exact: true }).fill(code)
  await page.getByRole('button', { name: words.sendCode, exact: true }).click()
}

/** Types a code that does not open, and waits until the form has been answered: it comes back empty. */
export async function codeIsRefused(page: Page, person: TestPerson, code: string, words: string | RegExp) {
  await typeCode(page, person, code)
  await expect(page.getByLabel(wordsOf(person.organisation.slug).code ?? '', { exact: true })).toHaveValue('')
  await isTold(page, words)
}

export const askForNewCode = (page: Page) => page.getByRole('button', { name: dictionary.sv['code.resend'] }).click()

/** The page with the field for the code. */
export const onCodePage = (page: Page) => expect(page).toHaveURL(/\/sign-in\/code(\?again=1)?$/)

/** The organisation's first page, signed in. `base` is what stands before its paths. */
export async function isIn(page: Page, person: TestPerson, base = `/${person.organisation.slug}`) {
  await expect(page).toHaveURL((url) => url.pathname === (base || '/'))
  await expect(await signOutButton(page, person)).toBeVisible()
}

/** Signs in and opens a page for staff: the first one asks for a code. */
export async function openAsStaff(page: Page, person: TestPerson, inbox: { code: (to: TestPerson) => Promise<{ code: string }> }, path: string) {
  const [language = 'sv'] = person.organisation.settings.languages
  const words = dictionary[language]
  await signIn(page, person)
  await isIn(page, person)
  await page.goto(`/${person.organisation.slug}${path}`)
  await page.getByRole('button', { name: words['desk.proof.send'] }).click()
  await page.getByLabel(words['code.label'], { exact: true }).fill((await inbox.code(person)).code)
  await page.getByRole('main').getByRole('button').first().click()
  await expect(page).not.toHaveURL(/\/admin\/proof/) // whoever leaves before the answer has lost the cookie of the new session
}

/** On a telephone it lies in the menu. */
export async function signOutButton(page: Page, person: TestPerson) {
  await openMenu(page)
  return page.getByRole('button', { name: wordsOf(person.organisation.slug).signOut, exact: true }).filter({ visible: true })
}

/** Where the bar is folded into a menu, opens it. */
export async function openMenu(page: Page) {
  await page.waitForLoadState() // before the style has come, both forms of the bar are seen
  const menu = page.locator('details.menu:not([open]) > summary')
  if (await menu.isVisible()) await menu.click()
}

/** Goes to a page for staff by the names in their menu: the room, then the page. On a telephone the menu is folded away. */
export async function byStaffMenu(page: Page, ...names: string[]) {
  for (const name of names) {
    await page.waitForLoadState()
    const menu = page.locator('details.staff-fold:not([open]) > summary')
    if (await menu.isVisible()) await menu.click()
    await page.locator('.staff-nav').getByRole('link', { name, exact: true }).click()
  }
}

/** One and the same answer to everything that is not a right name and password. */
export async function isRefused(page: Page, person: TestPerson) {
  const [language = 'sv'] = person.organisation.settings.languages
  await expect(page.getByRole('alert').filter({ hasText: dictionary[language]['signIn.wrong'] })).toBeVisible()
}

/** What the form said is wrong. */
export const isTold = (within: Page | Locator, words: string | RegExp) => expect(within.getByRole('alert').filter({ hasText: words })).toBeVisible()

/** Waits until every server, and its worker, has read an organisation that was made just now: each reads them anew within two seconds. */
export async function isKnownEverywhere(slug: string) {
  const knock = async () => (await Promise.all(Array.from({ length: 6 }, () => fetch(`${stage.proxyUrl}/${slug}/sign-in`)))).every(({ ok }) => ok)
  await expect.poll(knock).toBe(true)
  await wait(2_500) // the parts of a server read each for itself, and not every part is knocked at
}
