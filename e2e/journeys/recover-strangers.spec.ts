import { createHash } from 'node:crypto'
import { areAlike, comparable } from '@/e2e/support/comparable'
import type { plainBrowser } from '@/e2e/support/plain-browser'
import { expect, outsideAddress, test } from '@/e2e/support/test'

type Asked = { name: string }
type Browser = ReturnType<typeof plainBrowser>

/** As long as a known one, and nobody's. */
function unknownLike(name: string): Asked {
  const [local = '', host] = name.split('@')
  const other = createHash('sha256').update(name).digest('hex').slice(0, local.length).padEnd(local.length, 'z')
  return { name: host ? `${other}@${host}` : other }
}

for (const [slug, by] of [
  ['kristinehov', 'username'],
  ['motafors', 'username'],
  ['hameenportti', 'username'],
  ['hameenportti', 'email'],
  ['standard', 'username'],
] as const)
  test(`${slug}, by ${by}: every page of the way back in is the same for known, unknown, locked, disabled, frozen and contactless people @once`, async ({
    person,
    plain,
    sql,
  }) => {
    test.setTimeout(400_000)
    const make = async (wishes = {}) => {
      const made = await person(slug, wishes)
      return { ...made, name: made[by] }
    }
    const [known, locked, disabled, frozen] = [await make(), await make(), await make(), await make()]
    await sql("UPDATE persons SET status = 'frozen' WHERE id = $1", [frozen.id])
    await sql("UPDATE persons SET status = 'disabled' WHERE id = $1", [disabled.id])
    await sql(
      "INSERT INTO password_failures (organisation_id, subject_id, failures, failures_in_row, window_started_at, locked_at, locked_until) VALUES ($1, $2, 10, 10, now(), now(), now() + interval '20 minutes')",
      [locked.organisation.id, locked.id],
    )
    const path = `/${slug}/recover`
    const first = slug === 'hameenportti' ? `${path}?what=password` : path

    /** The worker has made the code that the page names. */
    const isReady = async (browser: Browser) => {
      const { journey = '' } = await browser.read(`${path}/code`, 'code')
      await expect.poll(async () => (await sql('SELECT count(*) AS n FROM one_time_codes WHERE journey_id = $1', [journey]))[0]?.n).toBe('1')
    }
    const ask = async ({ name }: Asked) => {
      const browser = plain({ from: await outsideAddress() })
      const answers = [await browser.submit(first, { identifier: name }, { formId: 'recover' })]
      await isReady(browser)
      const type = async (code: string) => answers.push(await browser.submit(`${path}/code`, { code }, { formId: 'code' }))
      const again = async () => answers.push(await browser.submit(`${path}/code`, {}, { formId: 'resend' }))
      answers.push(await browser.get(`${path}/code`))
      await type('no code')
      await type('000001')
      await again()
      answers.push(await browser.get(`${path}/code?again=1`))
      for (let times = 0; times < 4; times++) await type('000001')
      await type('000001')
      await again()
      for (const later of ['second-code', 'terms', 'choice', 'password', 'done', 'advice']) answers.push(await browser.get(`${path}/${later}`))
      return answers.map((answer) => comparable(answer, { name }))
    }
    expect((await ask(known)).map(({ status }) => status)).toEqual([303, 200, 200, 200, 303, 200, 200, 200, 200, 200, 200, 200, 307, 307, 307, 307, 307, 307])
    const others: [string, Asked][] = [
      ['unknown', unknownLike(known.name)],
      ['locked', locked],
      ['disabled', disabled],
      ['frozen', frozen],
      ...(by === 'username' ? [['contactless', await make({ hasMobile: false, hasEmail: false })] satisfies [string, Asked]] : []),
    ]
    for (const [what, who] of others)
      await areAlike(
        () => ask(known),
        () => ask(who),
        what,
      )
  })

test('A first-time password is ordered with the same answers, right and wrong, known and unknown @once', async ({ person, plain, sql }) => {
  const [known, disabled, frozen] = [
    await person('handelsforbundet', { hasMobile: true }),
    await person('handelsforbundet', { hasMobile: true }),
    await person('handelsforbundet', { hasMobile: true }),
  ]
  await sql("UPDATE persons SET status = 'disabled' WHERE id = $1", [disabled.id])
  await sql("UPDATE persons SET status = 'frozen' WHERE id = $1", [frozen.id])
  const path = '/handelsforbundet/first-password'
  const ask = async (memberNumber: string, mobile: string) => {
    const browser = plain({ from: await outsideAddress() })
    const sent = await browser.submit(`${path}/order`, { channel: 'sms', memberNumber, mobile }, { formId: 'order' })
    return [sent, await browser.get(sent.location ?? '')].map((answer) => comparable(answer, { name: memberNumber }))
  }
  expect((await ask(known.memberNumber, known.mobile)).map(({ status }) => status)).toEqual([303, 200])
  for (const [what, number, mobile] of [
    ['another number', known.memberNumber, disabled.mobile],
    ['unknown', unknownLike(known.memberNumber).name, known.mobile],
    ['disabled', disabled.memberNumber, disabled.mobile],
    ['frozen', frozen.memberNumber, frozen.mobile],
  ] as const)
    await areAlike(
      () => ask(known.memberNumber, known.mobile),
      () => ask(number, mobile),
      what,
    )
})

test('A first-time password is tried with the same answers, known, unknown, disabled and frozen @once', async ({ person, plain, sql }) => {
  const made = () => person('handelsforbundet', { hasMobile: true })
  const [known, disabled, frozen] = [await made(), await made(), await made()]
  await sql("UPDATE persons SET status = 'disabled' WHERE id = $1", [disabled.id])
  await sql("UPDATE persons SET status = 'frozen' WHERE id = $1", [frozen.id])
  const path = '/handelsforbundet/first-password'
  const ask = async (memberNumber: string) => {
    const answer = await plain({ from: await outsideAddress() }).submit(path, { memberNumber, secret: 'AAAA-AAAA-AAAA' }, { formId: 'first' })
    return [comparable(answer, { name: memberNumber })]
  }
  expect((await ask(known.memberNumber)).map(({ status }) => status)).toEqual([200])
  for (const [what, number] of [
    ['unknown', unknownLike(known.memberNumber).name],
    ['disabled', disabled.memberNumber],
    ['frozen', frozen.memberNumber],
  ] as const)
    await areAlike(
      () => ask(known.memberNumber),
      () => ask(number),
      what,
    )
})

test('A false Host reaches no message of the way back in (security.md 42) @once', async ({ person, plain, inbox }) => {
  const headers = { host: 'evil.example', origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }
  const [kerstin, erkki] = [await person('kristinehov'), await person('hameenportti')]
  await plain({ peer: '127.0.0.2', headers }).submit('/kristinehov/recover', { identifier: kerstin.name }, { formId: 'recover' })
  const { code, text } = await inbox.code(kerstin)
  expect(text).not.toContain('evil')
  expect(text.split('\n').at(-1)).toBe(`@localhost #${code}`)
  await plain({ peer: '127.0.0.2', headers }).submit('/hameenportti/recover?what=password', { identifier: erkki.email }, { formId: 'recover' })
  const mail = await inbox.mailedCode(erkki)
  expect(mail.text).not.toContain('evil')
  expect(new URL(mail.link).hostname).toBe('localhost')
})

test('A mailed link tells nobody its address, is used up by no GET, and leaves no secret in the next one (security.md 42, 43) @once', async ({
  person,
  plain,
  inbox,
}) => {
  const erkki = await person('hameenportti')
  await plain({ from: await outsideAddress() }).submit('/hameenportti/recover?what=password', { identifier: erkki.email }, { formId: 'recover' })
  const { pathname } = new URL((await inbox.mailedCode(erkki)).link)
  const scanner = plain({ from: await outsideAddress() })
  for (let looks = 0; looks < 3; looks++) {
    const { status, headers } = await scanner.get(pathname)
    expect({ status, policy: headers['referrer-policy'] }).toEqual({ status: 200, policy: 'no-referrer' })
  }
  // So a browser without JavaScript hides where its form comes from, and vouches that it is ours.
  const phone = plain({ from: await outsideAddress(), headers: { origin: 'null', 'sec-fetch-site': 'same-origin' } })
  const pressed = await phone.submit(pathname, {}, { formId: 'confirm' })
  expect({ status: pressed.status, location: pressed.location }).toEqual({ status: 303, location: '/hameenportti/recover/password' })
  expect((await phone.get('/hameenportti/recover/password')).body).not.toContain(pathname.split('/').at(-1))
  const foreign = plain({ from: await outsideAddress(), headers: { origin: 'null', 'sec-fetch-site': 'cross-site' } })
  expect((await foreign.submit(pathname, {}, { formId: 'confirm' })).location).toBeNull()
})
