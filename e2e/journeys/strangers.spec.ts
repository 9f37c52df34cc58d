import { createHash } from 'node:crypto'
import { comparable } from '@/e2e/support/comparable'
import type { TestPerson } from '@/e2e/support/people'
import { expect, outsideAddress, test } from '@/e2e/support/test'

test('S10: every inside address answers a stranger with the sign-in page, whether it exists or not @once', async ({ plain }) => {
  const browser = plain({ from: '203.0.113.50' })
  const titles: Record<string, string | undefined> = {}
  const paths = [
    '',
    '/my-details',
    '/votes',
    '/votes/1',
    '/pages/nothing',
    '/pages/handbok.pdf',
    '/files/picture.png',
    '/admin',
    '/admin/people',
    '/help',
    '/contact',
    '/nothing',
    '/a/b/c',
    '/%00',
    '/..%2fadmin',
  ]
  for (const path of paths) {
    const { status, location, body } = await browser.get(`/securia${path}`)
    expect.soft({ path, status, location: location?.replace(/\?.*/, '') }).toEqual({ path, status: 307, location: '/securia/sign-in' })
    titles[path] = body.match(/<title>(.*?)<\/title>/)?.[1]
  }
  // The body of the redirect tells nothing of what is there either.
  expect(titles).toEqual(Object.fromEntries(paths.map((path) => [path, titles['']])))
})

test('S10: what is not a page answers a stranger no better @once', async ({ plain }) => {
  const browser = plain({ from: '203.0.113.51' })
  expect((await browser.send('/securia/keep-alive', { method: 'POST' })).status).toBe(401)
  const asData = await browser.get('/securia', { rsc: '1', 'next-router-prefetch': '1' })
  expect(asData.body).not.toContain('Mitt Securia')
  const session = await browser.get('/securia/auth/session')
  expect(session.body).toBe('{}')
})

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

for (const slug of ['motafors', 'hameenportti', 'handelsforbundet'])
  test(`${slug}: unknown, locked, disabled and existing names get one and the same answer @once`, async ({ person, plain, sql }) => {
    const [known, locked, disabled] = [await person(slug), await person(slug), await person(slug)]
    const unknown: Pick<TestPerson, 'name'> = { name: `${'z'.repeat(known.name.length - 6)}${digest(known.name).slice(0, 6)}` }
    await sql("UPDATE persons SET status = 'disabled' WHERE id = $1", [disabled.id])
    await sql(
      "INSERT INTO password_failures (organisation_id, subject_id, failures, failures_in_row, window_started_at, locked_at, locked_until) VALUES ($1, $2, 10, 10, now(), now(), now() + interval '20 minutes')",
      [locked.organisation.id, locked.id],
    )
    const ask = async ({ name }: { name: string }, password: string) => {
      const browser = plain({ from: await outsideAddress() })
      const path = `/${slug}/sign-in`
      const first = await browser.submit(path, { identifier: name, password })
      // Where the password has a page of its own, that page is compared too.
      const answers = slug === 'hameenportti' ? [first, await browser.get(`${path}/password`), await browser.submit(`${path}/password`, { password })] : [first]
      return answers.map((answer) => comparable(answer, { name }))
    }
    await ask(known, 'fel lösenord') // the very first answer loads code, and comes in other pieces
    const expected = await ask(known, 'fel lösenord')
    expect(expected.at(-1)?.status).toBe(200)
    // React sends a page in pieces as they come to be ready; a difference that is about the person would be there each time.
    for (const [what, who, password] of [
      ['unknown', unknown, 'fel lösenord'],
      ['locked', locked, 'fel lösenord'],
      ['locked, right password', locked, locked.password],
      ['disabled', disabled, 'fel lösenord'],
      ['disabled, right password', disabled, disabled.password],
    ] as const)
      await expect(async () => expect(await ask(who, password)).toEqual(expected), what).toPass({ timeout: 15_000, intervals: [0] })
  })
