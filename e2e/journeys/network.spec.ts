import { isIn, onCodePage, signIn } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'

const isSignedIn = (setCookies: string[]) => setCookies.some((cookie) => cookie.startsWith('__Host-porten-session-'))

test('M8: inside the network a password is enough, outside it a code is asked for @rule', async ({ page, person, asAddress }) => {
  const mats = await person('motafors')
  await signIn(page, mats)
  await onCodePage(page)
  await asAddress(await insideAddress())
  await signIn(page, mats)
  await isIn(page, mats)
})

test('M8: an address that the client itself wrote in front of the proxy’s changes nothing @rule', async ({ page, person, asAddress }) => {
  const mats = await person('motafors')
  await asAddress('10.20.1.1, 203.0.113.9')
  await signIn(page, mats)
  await onCodePage(page)
})

test('M8: what is no address is never taken for one of the network @rule', async ({ page, person, asAddress }) => {
  const mats = await person('motafors')
  await asAddress('10.20.1.1, unknown')
  await signIn(page, mats)
  await onCodePage(page)
})

test('M8: forwarded headers of a peer that is no trusted proxy are not believed @once', async ({ person, plain }) => {
  const mats = await person('motafors')
  const typed = { identifier: mats.name, password: mats.password }
  const proxied = await plain({ from: '10.20.1.1' }).submit('/motafors/sign-in', typed)
  expect(isSignedIn(proxied.setCookies)).toBe(true)
  const headers = { 'x-forwarded-for': '10.20.1.1', forwarded: 'for=10.20.1.1', 'x-real-ip': '10.20.1.1' }
  const forged = await plain({ peer: '127.0.0.2', headers }).submit('/motafors/sign-in', typed)
  expect(isSignedIn(forged.setCookies)).toBe(false)
  expect(forged.location).toBe('/motafors/sign-in/code')
})

test('M8: the portal’s own headers are not taken from a client @once', async ({ person, plain }) => {
  const mats = await person('motafors')
  const headers = { 'x-porten-address': '10.20.1.1', 'x-porten-organisation': 'hameenportti', 'x-porten-host': 'evil.example', 'x-porten-path': '/sign-in' }
  const forged = await plain({ from: '203.0.113.10', headers }).submit('/motafors/sign-in', { identifier: mats.name, password: mats.password })
  expect(isSignedIn(forged.setCookies)).toBe(false)
  expect(forged.location).toBe('/motafors/sign-in/code')
})

test('An answer that a client brings along is not drawn, and leads nowhere @once', async ({ person, plain }) => {
  const mats = await person('motafors')
  const brought = encodeURIComponent(JSON.stringify({ goTo: 'https://evil.example/' }))
  const browser = plain({ from: '203.0.113.11', headers: { 'x-porten-answer': brought } })
  const wrong = await browser.submit('/motafors/sign-in', { identifier: mats.name, password: 'fel' })
  expect([wrong.status, wrong.location]).toEqual([200, null])
  const problem = await browser.submit('/motafors/sign-in', { identifier: mats.name, password: '', way: 'problem' })
  expect([problem.status, problem.location]).toEqual([303, expect.stringMatching(/^\/motafors\/recover/)])
})

test('The demo bar stands outside main and moves the visitor into the network and out of it', async ({ page, person, visit }) => {
  const mats = await person('motafors')
  await visit('motafors', '/sign-in')
  const bar = page.getByRole('region', { name: 'Demo' })
  await expect(page.getByRole('main').getByRole('region', { name: 'Demo' })).toHaveCount(0)
  await bar.getByRole('button', { name: 'på organisationens nätverk' }).click()
  await expect(page).toHaveURL(/\/motafors\/sign-in$/)
  await expect(bar.getByRole('button', { name: 'på organisationens nätverk' })).toHaveAttribute('aria-pressed', 'true')
  await signIn(page, mats)
  await isIn(page, mats)
})
