import type { Page } from '@playwright/test'
import { startRelyingParty } from '@/e2e/support/relying-party'
import { onCodePage, typeCode } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'
import { tellEndedSessions } from '@/lib/flows/openid/tell-clients'

// H11: another system, built with `openid-client`, signs people in through the portal, in a browser.

const arrived = (page: Page, at: string) => expect(page).toHaveURL((url) => url.href.startsWith(`${at}/callback?`))

async function typePassword(page: Page, name: string, password: string) {
  await page.getByLabel('Användarnamn', { exact: true }).fill(name)
  await page.getByLabel('Lösenord', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Logga in', exact: true }).click()
}

test('H11: a system signs somebody in, learns what they agree to and how sure it is, and both end together', async ({
  page,
  person,
  inbox,
  deps,
  looksRight,
}) => {
  const gun = await person('motafors', { givenName: 'Gun', familyName: 'Ek' })
  const library = await startRelyingParty(deps, gun.organisation)
  const first = await library.ask()
  await page.goto(first.address)
  await expect(page).toHaveURL(/\/motafors\/sign-in\?to=/)
  await typePassword(page, gun.name, gun.password)
  await onCodePage(page)
  await typeCode(page, gun, (await inbox.code(gun)).code)
  await expect(page.getByRole('heading', { name: 'Får Biblioteket veta detta om dig?', exact: true })).toBeVisible()
  await looksRight(page)
  await page.getByRole('button', { name: 'Ja, fortsätt', exact: true }).click()
  await arrived(page, library.base)
  const tokens = await first.redeem(page.url())
  const claims = tokens.claims()
  expect(claims).toMatchObject({ sub: gun.id, acr: 'urn:porten:acr:two-factors', amr: ['pwd', 'sms', 'mfa'] })
  expect(Math.abs(Number(claims?.auth_time) - Date.now() / 1_000)).toBeLessThan(300)
  await expect(first.redeem(page.url())).rejects.toThrow() // a code works once

  const silent = await library.ask({ prompt: 'none' })
  await page.goto(silent.address)
  await arrived(page, library.base)
  expect((await silent.redeem(page.url())).claims()).toMatchObject({ sub: gun.id, auth_time: claims?.auth_time })

  const anew = await library.ask({ max_age: '0' })
  await page.goto(anew.address)
  await expect(page).toHaveURL(/\/motafors\/sign-in\?again=1/)
  await looksRight(page)
  await typePassword(page, gun.name, gun.password)
  await onCodePage(page)
  await typeCode(page, gun, (await inbox.code(gun)).code)
  await arrived(page, library.base)
  const last = await anew.redeem(page.url())
  expect(Number(last.claims()?.auth_time)).toBeGreaterThan(Number(claims?.auth_time))

  await page.goto(library.endAddress(String(last.id_token)))
  await expect(page.getByRole('heading', { name: 'Vill du logga ut?', exact: true })).toBeVisible()
  await looksRight(page)
  await page.getByRole('button', { name: 'Logga ut', exact: true }).click()
  await expect(page).toHaveURL(`${library.base}/bye`)
  expect(library.framed.map((told) => Object.fromEntries(told))).toEqual([{ iss: claims?.iss, sid: last.claims()?.sid }])
  await page.goto('/motafors/my-details')
  await expect(page).toHaveURL(/\/motafors\/sign-in\?to=/)
  await tellEndedSessions(deps) // what the clock does each minute
  await expect.poll(() => library.logoutTokens.length, { timeout: 30_000 }).toBeGreaterThan(0)
  const gone = await library.ask({ prompt: 'none' })
  await page.goto(gone.address)
  await expect(page).toHaveURL(/error=login_required/)
  await library.stop()
})

test('H11: the network is told as what it is, and whoever says no tells nothing @once', async ({ page, person, deps, asAddress }) => {
  await asAddress(await insideAddress())
  const gun = await person('motafors')
  const library = await startRelyingParty(deps, gun.organisation)
  const asked = await library.ask()
  await page.goto(asked.address)
  await typePassword(page, gun.name, gun.password)
  await page.getByRole('link', { name: 'Nej, avbryt', exact: true }).click()
  await expect(page).toHaveURL(/error=access_denied/)
  const again = await library.ask()
  await page.goto(again.address)
  await page.getByRole('button', { name: 'Ja, fortsätt', exact: true }).click()
  await arrived(page, library.base)
  const claims = (await again.redeem(page.url())).claims()
  expect(claims).toMatchObject({ acr: 'urn:porten:acr:trusted-network', amr: ['pwd'] })
  await page.goto('/motafors/my-details')
  await page.getByRole('button', { name: 'Logga ut', exact: true }).click()
  await expect(page).toHaveURL(/\/motafors\/sign-in$/)
  expect(library.framed.map((told) => Object.fromEntries(told))).toEqual([{ iss: claims?.iss, sid: claims?.sid }])
  await library.stop()
})
