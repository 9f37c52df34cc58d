import { gateway, otherCode } from '@/e2e/support/inbox'
import { askForNewCode, codeIsRefused, isIn, isTold, onCodePage, signIn, typeCode } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'
import { dictionary } from '@/lib/words/speak'

const words = dictionary.sv

test('S1: the first sign-in ever is refused outside the network with an explanation, and works inside it @rule', async ({ page, person, inbox, asAddress }) => {
  const karin = await person('securia', { hasSignedIn: false })
  await signIn(page, karin)
  await isTold(page, /Första gången loggar du in från en dator på Securias eget nätverk/)
  await asAddress(await insideAddress())
  await signIn(page, karin)
  await isIn(page, karin)
  await page.context().clearCookies()
  await asAddress('203.0.113.250')
  await signIn(page, karin)
  await onCodePage(page)
  await typeCode(page, karin, (await inbox.code(karin)).code)
  await isIn(page, karin)
})

test('S4: outside the network a six-digit code by SMS is asked for, in the words that are fixed (security.md 12)', async ({
  page,
  person,
  inbox,
  looksRight,
}) => {
  const karin = await person('securia')
  await signIn(page, karin)
  await onCodePage(page)
  await expect(page.getByText('Additional Information Required', { exact: true })).toHaveAttribute('lang', 'en')
  await expect(page.getByText('Please enter your one-time password', { exact: true })).toHaveAttribute('lang', 'en')
  const field = page.getByLabel('One-time password', { exact: true })
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(field).toHaveAttribute('inputmode', 'numeric')
  const { code, reference, text } = await inbox.code(karin)
  expect(code).toMatch(/^\d{6}$/)
  await expect(page.getByRole('main')).toContainText(reference)
  expect(text.split('\n').at(-1)).toBe(`@localhost #${code}`)
  expect(
    text
      .split('\n')
      .slice(0, -1)
      .join('\n')
      .match(/\d+/g)
      ?.filter((digits) => digits.length === 6),
  ).toEqual([code])
  await looksRight(page)
  await field.fill(code)
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await isIn(page, karin)
})

test('S4: after a right password somebody without a number is told why it stops here, and whom to call @rule', async ({ page, person, looksRight }) => {
  const karin = await person('securia', { hasMobile: false })
  await signIn(page, karin)
  await isTold(page, /Ditt lösenord är rätt, men det finns inget mobilnummer registrerat.*Supporten 08-465 004 33/)
  await looksRight(page)
})

test('S5: inside the network name and password are enough, with a number or without @rule', async ({ page, person, asAddress }) => {
  await asAddress(await insideAddress())
  const karin = await person('securia', { hasMobile: false })
  await signIn(page, karin)
  await isIn(page, karin)
})

test('The code page knows the number by its last two digits alone, and has its help in its place (security.md 14)', async ({ page, person }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  await onCodePage(page)
  const main = page.getByRole('main')
  await expect(main).toContainText(`slutar på ${kerstin.mobile.slice(-2)}`)
  expect(await page.content()).not.toContain(kerstin.mobile.slice(-6))
  await main.getByText(words['code.notReceived'], { exact: true }).click()
  await expect(main).toContainText('ring IT-support 08-465 004 27')
})

test('A code may be typed with spaces, hyphens and dashes', async ({ page, person, inbox }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  const { code } = await inbox.code(kerstin)
  await typeCode(page, kerstin, ` ${code.slice(0, 2)} ${code.slice(2, 3)}-${code.slice(3, 5)}–${code.slice(5)} `)
  await isIn(page, kerstin)
})

test('What is no code at all is told so at the field, and is not counted as a wrong try', async ({ page, person, inbox, looksRight }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  const { code } = await inbox.code(kerstin)
  for (const typed of ['12345', '1234567', 'abcdef', '12 34', code.slice(1)]) {
    await codeIsRefused(page, kerstin, typed, words['code.format'])
  }
  await looksRight(page)
  await typeCode(page, kerstin, code)
  await isIn(page, kerstin)
})

test('Five wrong tries kill the code, the right one included @rule', async ({ page, person, inbox, looksRight }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  const { code } = await inbox.code(kerstin)
  for (let tries = 1; tries <= 5; tries++) {
    await codeIsRefused(page, kerstin, otherCode(code, tries), words[tries < 5 ? 'code.wrong' : 'code.dead'])
  }
  await looksRight(page)
  await codeIsRefused(page, kerstin, code, words['code.dead'])
  await askForNewCode(page)
  await isTold(page.locator('#resend'), words['code.dead'])
})

test('A new code kills the old one, and the wrong tries stay counted @rule', async ({ page, person, inbox, looksRight }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  const first = await inbox.code(kerstin)
  for (const by of [1, 2, 3]) {
    await codeIsRefused(page, kerstin, otherCode(first.code, by), words['code.wrong'])
  }
  await askForNewCode(page)
  await expect(page.getByText(words['code.resent'])).toBeVisible()
  const second = await inbox.code(kerstin)
  expect(second.reference).not.toBe(first.reference)
  await expect(page.getByRole('main')).toContainText(second.reference)
  await looksRight(page)
  await codeIsRefused(page, kerstin, first.code === second.code ? otherCode(first.code) : first.code, words['code.wrong'])
  await codeIsRefused(page, kerstin, otherCode(second.code, 7), words['code.dead'])
  await codeIsRefused(page, kerstin, second.code, words['code.dead'])
})

test('An expired code says so, and a new one works @rule', async ({ page, person, inbox, sql }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  const { code } = await inbox.code(kerstin)
  await sql("UPDATE one_time_codes SET expires_at = now() - interval '1 second' WHERE person_id = $1", [kerstin.id])
  await codeIsRefused(page, kerstin, code, words['code.expired'])
  await askForNewCode(page)
  await expect(page.getByText(words['code.resent'])).toBeVisible()
  await typeCode(page, kerstin, (await inbox.code(kerstin)).code)
  await isIn(page, kerstin)
})

test('After five resends there is a pause @rule', async ({ page, person, inbox }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  await inbox.code(kerstin)
  for (let times = 1; times <= 5; times++) {
    await askForNewCode(page)
    const { reference } = await inbox.code(kerstin)
    await expect(page.getByRole('main')).toContainText(`börjar med ${reference}`)
  }
  await askForNewCode(page)
  await isTold(page, /Det har redan skickats många koder/)
})

test('The code page shows how far the message has come, up to its receipt', async ({ page, person, inbox }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  await onCodePage(page)
  const { id } = await inbox.code(kerstin)
  const way = page.getByRole('list', { name: words['code.way'] })
  const done = way.getByRole('listitem').filter({ hasText: words['code.way.done'] })
  const looksAgain = async (count: number) => {
    await page.reload()
    await expect(done).toHaveCount(count, { timeout: 1_000 })
  }
  await expect(() => looksAgain(2)).toPass()
  expect(await gateway.sendReceipt(id, 'delivered')).toBe(204)
  await expect(() => looksAgain(3)).toPass()
})

test('A number that the operator refuses is told on the page, with whom to call @rule', async ({ page, person }) => {
  const kerstin = await person('kristinehov')
  await gateway.failFor(kerstin.mobile, 400)
  await signIn(page, kerstin)
  await onCodePage(page)
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(/Operatören tog inte emot meddelandet. Ring IT-support/)).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await gateway.failFor(kerstin.mobile, null)
})

test('While the gateway fails nobody is let in, and a code that is asked for when it is back works @rule', async ({ page, person, inbox }) => {
  const kerstin = await person('kristinehov')
  await gateway.failFor(kerstin.mobile, 503)
  await signIn(page, kerstin)
  await onCodePage(page)
  const way = page.getByRole('list', { name: words['code.way'] })
  await expect(way.getByRole('listitem').filter({ hasText: words['code.way.done'] })).toHaveCount(1)
  await codeIsRefused(page, kerstin, '000000', words['code.wrong'])
  await gateway.failFor(kerstin.mobile, null)
  await askForNewCode(page)
  await expect(page.getByText(words['code.resent'])).toBeVisible()
  // The first one may have got through meanwhile: the page names the one that counts.
  let sent = await inbox.code(kerstin)
  while (!(await page.getByRole('main').textContent())?.includes(sent.reference)) sent = await inbox.code(kerstin)
  await typeCode(page, kerstin, sent.code)
  await isIn(page, kerstin)
})

test('A code works in the tab that it was sent for, not in another', async ({ context, page, person, inbox, javaScriptEnabled }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  await onCodePage(page)
  const first = await inbox.code(kerstin)
  const other = await context.newPage()
  await signIn(other, kerstin)
  await onCodePage(other)
  const second = await inbox.code(kerstin)
  await codeIsRefused(page, kerstin, first.code === second.code ? otherCode(second.code) : second.code, words['code.wrong'])
  // Without JavaScript the answer is a new page, which goes on with the newest sign-in of the browser and names its message.
  const { code, reference } = javaScriptEnabled ? first : second
  await expect(page.getByRole('main')).toContainText(reference)
  await typeCode(page, kerstin, code)
  await isIn(page, kerstin)
})

test('A code is worth nothing in another browser @rule', async ({ page, browser, person, inbox }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  const { code } = await inbox.code(kerstin)
  const stranger = await browser.newPage()
  const there = new URL(page.url()).origin
  await stranger.goto(`${there}/kristinehov/sign-in/code`)
  await expect(stranger).toHaveURL(/\/kristinehov\/sign-in$/)
  await stranger.close()
  await typeCode(page, kerstin, code)
  await isIn(page, kerstin)
})

test('A used code opens nothing a second time, and the back button does not lead back into the journey @rule', async ({ page, person, inbox, plain }) => {
  const kerstin = await person('kristinehov')
  await signIn(page, kerstin)
  await typeCode(page, kerstin, (await inbox.code(kerstin)).code)
  await isIn(page, kerstin)
  await page.goBack()
  await isIn(page, kerstin)

  const replayer = plain({ from: '203.0.113.251' })
  await replayer.submit('/kristinehov/sign-in', { identifier: kerstin.name, password: kerstin.password })
  const form = await replayer.read('/kristinehov/sign-in/code', 'code')
  const cookies = new Map(replayer.jar)
  const { code } = await inbox.code(kerstin)
  const opened = await replayer.post('/kristinehov/sign-in/code', { ...form, code })
  expect(opened.setCookies.join()).toContain('__Host-porten-session-kristinehov=')
  replayer.jar.clear()
  for (const [name, value] of cookies) replayer.jar.set(name, value)
  const again = await replayer.post('/kristinehov/sign-in/code', { ...form, code })
  expect(again.setCookies.join()).not.toContain('porten-session')
  expect(again.location).toBe('/kristinehov/sign-in?ended=1')
})

test('Two who send the right code together get one session between them @once', async ({ person, inbox, plain }) => {
  const kerstin = await person('kristinehov')
  const browser = plain({ from: '203.0.113.252' })
  await browser.submit('/kristinehov/sign-in', { identifier: kerstin.name, password: kerstin.password })
  const form = await browser.read('/kristinehov/sign-in/code', 'code')
  const { code } = await inbox.code(kerstin)
  const answers = await Promise.all(Array.from({ length: 6 }, () => browser.post('/kristinehov/sign-in/code', { ...form, code })))
  expect(answers.filter(({ setCookies }) => setCookies.join().includes('porten-session-kristinehov='))).toHaveLength(1)
})

test('The owner is told of a sign-in on a device that was not seen before @rule', async ({ page, person, inbox }) => {
  const mari = await person('handelsforbundet')
  await signIn(page, mari)
  await isIn(page, mari)
  await page.context().clearCookies()
  await signIn(page, mari)
  await isIn(page, mari)
  await inbox.next(mari, /Chrom/)
})
