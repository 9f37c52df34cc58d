import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventOrganisation, otherThan } from '@/e2e/support/invented'
import { closeDb, openDb } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { checkCode, tryCode } from './check-code'
import { type CodeFor, issueCode } from './issue-code'
import { readCode } from './rules'

const database = testDatabase()
let organisation: Organisation
beforeAll(async () => {
  organisation = await inventOrganisation(database.deps)
})

const forNew = (changes: Partial<CodeFor> = {}): CodeFor => ({
  organisation,
  journeyId: randomUUID(),
  purpose: 'second-factor',
  personId: randomUUID(),
  ...changes,
})

async function issued(code: CodeFor) {
  const answer = await issueCode(database.deps, code)
  if (!answer.ok) throw new Error(answer.failure)
  return answer.value
}

const check = (code: CodeFor, typed: string) => checkCode(database.deps, code, typed).then((answer) => (answer.ok ? 'right' : answer.failure))

describe('a code', () => {
  test('has six digits, leading zeros among them, spread evenly (security.md 1)', async () => {
    const codes: string[] = []
    for (let round = 0; round < 20; round++) codes.push(...(await Promise.all(Array.from({ length: 50 }, () => issued(forNew())))).map(({ code }) => code))
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
    expect(codes.some((code) => code.startsWith('0'))).toBe(true)
    const digits = Array.from({ length: 10 }, (_, digit) => codes.join('').split(String(digit)).length - 1)
    // chi-squared with nine degrees of freedom: above 40 once in 130,000 runs of a fair source
    expect(digits.reduce((sum, seen) => sum + (seen - 600) ** 2 / 600, 0)).toBeLessThan(40)
  })

  test('works once, also when many send it together to two servers (security.md 4)', async () => {
    const code = forNew()
    const { code: typed } = await issued(code)
    const other = { ...database.deps, db: openDb(database.url, 5) }
    const answers = await Promise.all([0, 1, 2, 3].map((index) => checkCode(index % 2 ? other : database.deps, code, typed)))
    await closeDb(other.db)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await check(code, typed)).toBe('code.dead')
  })

  test('that two tabs typed before either went on opens for one of them (security.md 4)', async () => {
    const code = forNew()
    const { code: typed } = await issued(code)
    const [one, two] = [await tryCode(database.deps, code, typed), await tryCode(database.deps, code, typed)]
    if (!one.ok || !two.ok) throw new Error('a right code was refused')
    const spent = await Promise.all([one.value.spend(database.deps), two.value.spend(database.deps)])
    expect(spent.filter(Boolean)).toHaveLength(1)
  })

  test('whose digest is copied to another journey opens nothing there (security.md 5)', async () => {
    const [mine, yours] = [forNew(), forNew()]
    const { code: typed } = await issued(mine)
    await issued(yours)
    const db = reveal(database.deps.db)
    const { hmac } = await db.oneTimeCode.findFirstOrThrow({ where: { journeyId: mine.journeyId } })
    await db.oneTimeCode.updateMany({ where: { journeyId: yours.journeyId }, data: { hmac } })
    expect(await check(yours, typed)).toBe('code.wrong')
    expect(await check(mine, typed)).toBe('right')
  })

  test('works for its person, purpose, journey and organisation alone (security.md 5)', async () => {
    const code = forNew()
    const { code: typed } = await issued(code)
    const elsewhere = await inventOrganisation(database.deps, 'standard', {}, 'elsewhere')
    expect(await check({ ...code, personId: randomUUID() }, typed)).toBe('code.wrong')
    expect(await check({ ...code, purpose: 'mobile' }, typed)).toBe('code.wrong')
    expect(await check({ ...code, journeyId: randomUUID() }, typed)).toBe('code.wrong')
    expect(await check({ ...code, organisation: elsewhere }, typed)).toBe('code.wrong')
    expect(await check(code, typed)).toBe('right')
  })

  test('is dead after ten minutes, said to have expired for a while, and is simply wrong much later (security.md 2, 13)', async () => {
    const [early, late, veryLate] = [forNew(), forNew(), forNew()]
    const [one, two, three] = [await issued(early), await issued(late), await issued(veryLate)]
    database.clock.forward(10 * 60_000 - 1)
    expect(await check(early, one.code)).toBe('right')
    database.clock.forward(1_001)
    expect(await check(late, two.code)).toBe('code.expired')
    database.clock.forward(3 * 60 * 60_000)
    expect(await check(veryLate, three.code)).toBe('code.wrong')
  })

  test('is dead after five wrong tries, whatever is sent again meanwhile (security.md 6, 8)', async () => {
    const code = forNew()
    const { code: first } = await issued(code)
    for (let times = 0; times < 3; times++) expect(await check(code, otherThan(first))).toBe('code.wrong')
    const { code: second } = await issued(code)
    expect(await check(code, otherThan(second))).toBe('code.wrong')
    expect(await check(code, otherThan(second))).toBe('code.dead')
    expect(await check(code, second)).toBe('code.dead')
    expect(await issueCode(database.deps, code)).toEqual({ ok: false, failure: 'code.dead' })
  })

  test('gives five guesses and no more, however many come at once (security.md 8)', async () => {
    const code = forNew()
    const { code: typed } = await issued(code)
    await Promise.all(Array.from({ length: 30 }, () => check(code, otherThan(typed))))
    const row = await reveal(database.deps.db).oneTimeCode.findFirstOrThrow({ where: { journeyId: code.journeyId } })
    expect(row.attempts).toBe(5)
  })

  test('that is sent again replaces the earlier one and has another reference', async () => {
    const code = forNew()
    const first = await issued(code)
    const second = await issued(code)
    expect(second.reference).not.toBe(first.reference)
    expect(second.reference).toMatch(/^[A-Z][2-9]$/)
    if (first.code !== second.code) expect(await check(code, first.code)).toBe('code.wrong')
    expect(await check(code, second.code)).toBe('right')
  })

  test('is sent again five times, then after a pause of two hours (security.md 9)', async () => {
    const code = forNew()
    for (let times = 0; times < 6; times++) await issued(code)
    expect(await issueCode(database.deps, code)).toEqual({ ok: false, failure: 'code.pause' })
    database.clock.forward(119 * 60_000)
    expect(await issueCode(database.deps, code)).toEqual({ ok: false, failure: 'code.pause' })
    database.clock.forward(60_000)
    expect(await issueCode(database.deps, code)).toMatchObject({ ok: true })
  })

  test('lies nowhere in the database, and a short or lettered one costs no try (security.md 7, 11)', async () => {
    const code = forNew()
    const { code: typed } = await issued(code)
    for (const wrong of ['12345', '1234567', 'abcdef', '']) expect(await check(code, wrong)).toBe('code.format')
    const rows = await reveal(database.deps.db).$queryRaw<
      { row: string }[]
    >`SELECT one_time_codes::text AS row FROM one_time_codes WHERE journey_id = ${code.journeyId}::uuid`
    expect(rows).toHaveLength(1)
    for (const told of [typed, Buffer.from(typed).toString('hex')]) expect(rows[0]?.row).not.toContain(told)
    expect(rows[0]?.row).toContain(',0,') // no attempts
  })
})

test.each([
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['123-456', '123456'],
  ['123–456', '123456'],
  ['12 34\u00a056', '123456'],
  ['１２３４５６', '123456'],
  ['12345', null],
  ['1234567', null],
  ['12345a', null],
  ['', null],
])('"%s" is read as %s (security.md 11)', (typed, read) => expect(readCode(typed)).toBe(read))
