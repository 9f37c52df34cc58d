import type { TestPerson } from '@/e2e/support/people'
import type { plainBrowser } from '@/e2e/support/plain-browser'
import { isIn, isRefused, signIn } from '@/e2e/support/steps'
import { expect, insideAddress, test } from '@/e2e/support/test'

async function tryWrongly(browser: ReturnType<typeof plainBrowser>, { organisation, name }: TestPerson, times: number) {
  for (let tries = 1; tries <= times; tries++) {
    const { status } = await browser.submit(`/${organisation.slug}/sign-in`, { identifier: name, password: `fel ${tries}` })
    expect(status).toBe(200)
  }
}

test('M5: five wrong passwords lock the account; then the right one gets the same answer, and the owner is told', async ({
  page,
  plain,
  person,
  inbox,
  asAddress,
  looksRight,
}) => {
  await asAddress(await insideAddress())
  const mats = await person('motafors')
  await tryWrongly(plain(), mats, 4)
  await signIn(page, mats, { password: 'fel' })
  await isRefused(page, mats)
  await signIn(page, mats)
  await isRefused(page, mats)
  await looksRight(page)
  const { channel, text } = await inbox.next(mats, /låst till/)
  expect(channel).toBe('sms')
  expect(text).toContain('Motafors kommun')
})

test('M5: an owner without a number is told of the lock by e-mail @once', async ({ plain, person, inbox }) => {
  const mats = await person('motafors', { hasMobile: false })
  await tryWrongly(plain(), mats, 5)
  expect((await inbox.next(mats, /låst till/)).channel).toBe('email')
})

test('M5: four wrong passwords lock nothing, and a right one begins the count anew @rule', async ({ page, plain, person, asAddress }) => {
  await asAddress(await insideAddress())
  const mats = await person('motafors')
  for (let round = 1; round <= 2; round++) {
    await tryWrongly(plain(), mats, 4)
    await signIn(page, mats)
    await isIn(page, mats)
    await page.context().clearCookies()
  }
})

test('A lock ends by itself, and tries meanwhile do not lengthen it @rule', async ({ page, plain, person }) => {
  const petra = await person('provstad')
  await tryWrongly(plain(), petra, 3)
  const enter = async () => (await plain().submit('/provstad/sign-in', { identifier: petra.name, password: petra.password })).location
  expect(await enter()).toBeNull()
  await expect.poll(enter).toBe('/provstad')
  await signIn(page, petra)
  await isIn(page, petra)
})

test('A locked account locks nobody else at the same address @rule', async ({ page, plain, person, asAddress }) => {
  await asAddress(await insideAddress())
  const [mats, mona] = [await person('motafors'), await person('motafors')]
  await tryWrongly(plain(), mats, 5)
  await signIn(page, mats)
  await isRefused(page, mats)
  await signIn(page, mona)
  await isIn(page, mona)
})

test('Wrong passwords are counted together, from whatever address they come @rule', async ({ page, plain, person }) => {
  const mats = await person('motafors')
  for (let tries = 1; tries <= 5; tries++) await tryWrongly(plain({ from: await insideAddress() }), mats, 1)
  await signIn(page, mats)
  await isRefused(page, mats)
})
