import type { Page } from '@playwright/test'
import type { Inbox } from '@/e2e/support/inbox'
import type { TestPerson } from '@/e2e/support/people'
import { isIn, isTold, signIn } from '@/e2e/support/steps'
import { expect, test } from '@/e2e/support/test'

/** Signs in and proves the second factor, as staff do before any of their pages. */
async function enter(page: Page, inbox: Inbox, person: TestPerson, path: string) {
  await page.context().clearCookies()
  await signIn(page, person)
  await isIn(page, person)
  await page.goto(`/handelsforbundet/admin/proof?to=/handelsforbundet${path}`)
  await page.getByRole('button', { name: 'Send en kode' }).click()
  const { code } = await inbox.code(person)
  await page.getByLabel('Kode', { exact: true }).fill(code)
  await page.getByRole('main').getByRole('button').first().click()
  await expect(page).toHaveURL((url) => url.pathname === `/handelsforbundet${path}`)
}

test('A role takes two administrators; a case worker for one branch then sees and finds its people alone, and is none any more at once @staff', async ({
  page,
  person,
  inbox,
  looksRight,
  expectedComplaints,
}) => {
  expectedComplaints.push(/404/)
  const branch = `Bergen ${Date.now() % 100_000}`
  const make = (givenName: string, familyName: string, wishes = {}) => person('handelsforbundet', { givenName, familyName, ...wishes })
  const anne = await make('Anne', 'Bestyrer', { roles: 'administrator' })
  const bjarne = await make('Bjarne', 'Bestyrer', { roles: 'administrator' })
  const siv = await make('Siv', 'Saksbehandler', { hasMobile: true })
  const inside = await make('Inga', 'Bergenser', { groups: branch })
  const outside = await make('Ola', 'Osloborger')

  await enter(page, inbox, anne, '/admin/roles')
  await looksRight(page)
  await page.getByRole('link', { name: 'Gi noen en rolle' }).click()
  await page.getByLabel('Medlemsnummer, brukernavn eller e-postadresse').fill(siv.memberNumber)
  await page.getByLabel('Saksbehandler', { exact: true }).check()
  await page.getByLabel('Bare for gruppene', { exact: true }).fill('Atlantis')
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Ny i Bergen')
  await page.getByRole('button', { name: 'Be om godkjenning' }).click()
  await isTold(page, 'Organisasjonen har ingen gruppe med det navnet')
  await expect(page.getByLabel('Saksbehandler', { exact: true })).toBeChecked()
  await looksRight(page)
  await page.getByLabel('Bare for gruppene', { exact: true }).fill(branch)
  await page.getByRole('button', { name: 'Be om godkjenning' }).click()
  await expect(page.getByText('En annen administrator får svare.')).toBeVisible()
  const own = page.getByRole('article').filter({ hasText: 'Siv Saksbehandler som saksbehandler' })
  await expect(own).toContainText('Du ba om det selv.')
  await expect(own.getByRole('link')).toHaveCount(0)

  await enter(page, inbox, bjarne, '/admin/roles')
  const request = page.getByRole('article').filter({ hasText: branch })
  await expect(request).toContainText('Anne Bestyrer ba om det')
  await request.getByRole('link', { name: 'Godkjenn' }).click()
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Avtalt')
  await looksRight(page)
  await page.getByRole('button', { name: 'Godkjenn' }).click()
  await expect(page.getByText('Rollen er delt ut.')).toBeVisible()
  await inbox.next(siv, /Du er nå saksbehandler/)

  await enter(page, inbox, siv, '/admin')
  const search = async (words: string) => {
    await page.getByRole('searchbox').fill(words)
    await page.getByRole('searchbox').press('Enter')
  }
  await search(outside.memberNumber)
  await expect(page.getByText('Ingen ble funnet.')).toBeVisible()
  await search(inside.memberNumber)
  await page.getByRole('link', { name: 'Inga Bergenser', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Inga Bergenser' })).toBeVisible()
  for (const path of [`/people/${outside.id}`, '/roles', '/roles/ask']) expect((await page.goto(`/handelsforbundet/admin${path}`))?.status(), path).toBe(404)

  const sivs = await page.context().storageState()
  await enter(page, inbox, anne, '/admin/roles')
  await page.goto(`/handelsforbundet/admin/roles?person=${siv.id}&take=caseworker`)
  await page.getByLabel('Begrunnelse', { exact: true }).fill('Sluttet')
  await page.getByRole('button', { name: 'Fjern rollen' }).click()
  await expect(page.getByText('Rollen er fjernet.')).toBeVisible()
  await looksRight(page)
  await inbox.next(siv, /Du er ikke lenger saksbehandler/)
  await page.context().clearCookies()
  await page.context().addCookies(sivs.cookies)
  await page.goto('/handelsforbundet/admin')
  await expect(page).toHaveURL(/\/sign-in/)
})
