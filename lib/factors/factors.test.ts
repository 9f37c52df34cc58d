import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson } from '@/e2e/support/somebody'
import type { Deps } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { appCode } from './app-code'
import { checkAppCode } from './check-app-code'
import { keepApp, tryNewApp } from './keep-app'
import { listFactors } from './list-factors'
import { makeRecoveryCodes, readRecoveryCodes, tryRecoveryCode } from './recovery-codes'
import { removeFactor } from './remove-factors'
import { appAddress, base32, openSteps, readAppCode, readRecoveryCode, stepAt, stepSeconds } from './rules'

const database = testDatabase()
const { clock } = database
const secret = Buffer.from('12345678901234567890')
let deps: Deps
let here: Organisation
let elsewhere: Organisation
beforeAll(async () => {
  deps = database.deps
  here = await newOrganisation(deps)
  elsewhere = await newOrganisation(deps)
})

/** Somebody with an app that shows codes of `secret`, added long enough ago that the step of now is open. */
async function somebody(organisation = here) {
  const personId = await newPerson(deps, organisation)
  await keepApp(deps, { organisationId: organisation.id, personId, name: 'phone', secret }, stepAt(deps.now()) - 10)
  return personId
}
const codeNow = (drift = 0) => appCode(secret, stepAt(deps.now()) + drift)
const check = (personId: string, typed: string, organisation = here) => checkAppCode(deps, organisation.id, personId, typed)
const right = { ok: true, value: null }

describe('the codes of an app', () => {
  // RFC 6238, appendix B, the last six of its eight digits.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is that of RFC 6238', (second, code) => {
    expect(appCode(secret, stepAt(new Date(second * 1_000)))).toBe(code)
  })

  // RFC 4648, section 10.
  test.each([
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%s is %s in base 32', (text, coded) => {
    expect(base32(Buffer.from(text))).toBe(coded)
  })

  test('the address names issuer and account, whatever is in their names', () => {
    const address = new URL(appAddress({ organisation: 'Åre: kommun & co', account: 'å@example.org', secret }))
    expect(decodeURIComponent(address.pathname)).toBe('/Åre  kommun & co:å@example.org')
    expect(address.searchParams.get('issuer')).toBe('Åre  kommun & co')
    expect(address.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  })

  test('a typed code may hold spaces and hyphens; anything else is no code', () => {
    expect(['123 456', '123-456', ' 123456 ', '１２３４５６'].map(readAppCode)).toEqual(Array(4).fill('123456'))
    expect(['12345', '1234567', 'abcdef', ''].map(readAppCode)).toEqual(Array(4).fill(null))
  })

  test('one step of drift is open either way, and nothing that was used or lies before it', () => {
    const now = new Date('2026-11-23T12:00:00Z')
    const step = stepAt(now)
    expect(openSteps(now, 0)).toEqual([step, step - 1, step + 1])
    expect(openSteps(now, step)).toEqual([step + 1])
    expect(openSteps(now, step + 1)).toEqual([])
  })
})

describe('a typed code of an app', () => {
  test.each([-1, 0, 1])('is right when the telephone is %i steps off', async (drift) => {
    expect(await check(await somebody(), codeNow(drift))).toEqual(right)
  })

  test.each([-2, 2])('is wrong when it is %i steps off', async (drift) => {
    expect(await check(await somebody(), codeNow(drift))).toEqual({ ok: false, failure: 'factor.app.wrong' })
  })

  test('opens once: again within its step it is refused, and so is an older one; the next one opens', async () => {
    const personId = await somebody()
    const [old, code] = [codeNow(-1), codeNow()]
    expect(await check(personId, code)).toEqual(right)
    expect(await check(personId, code)).toEqual({ ok: false, failure: 'factor.app.used' })
    expect(await check(personId, old)).toEqual({ ok: false, failure: 'factor.app.wrong' })
    clock.forward(stepSeconds * 1_000)
    expect(await check(personId, codeNow())).toEqual(right)
  })

  test('from two tabs at once opens one of them', async () => {
    const personId = await somebody()
    const answers = await Promise.all(Array.from({ length: 6 }, () => check(personId, codeNow())))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('proves a new app and is used by that', async () => {
    const personId = await newPerson(deps, here)
    const app = { organisationId: here.id, personId, name: 'phone', secret }
    const code = codeNow()
    const tried = await tryNewApp(deps, app, code)
    if (!tried.ok) throw new Error(tried.failure)
    await keepApp(deps, app, tried.value)
    expect(await check(personId, code)).toEqual({ ok: false, failure: 'factor.app.used' })
  })

  test('is worth nothing for another person, nor in another organisation, nor for somebody without an app', async () => {
    const personId = await somebody()
    const nobody = await newPerson(deps, here)
    expect(await check(nobody, codeNow())).toEqual({ ok: false, failure: 'factor.app.wrong' })
    expect(await check(personId, codeNow(), elsewhere)).toEqual({ ok: false, failure: 'factor.app.wrong' })
    expect(await check(personId, codeNow())).toEqual(right)
  })

  test('is not looked at after twenty wrong ones in a day, however they are sent; a right one forgets them', async () => {
    const personId = await somebody()
    await Promise.all(Array.from({ length: 19 }, () => check(personId, '000000')))
    expect(await check(personId, codeNow())).toEqual(right)
    clock.forward(60_000)
    const answers = await Promise.all(Array.from({ length: 30 }, () => check(personId, '000000')))
    expect(answers.filter((answer) => !answer.ok && answer.failure === 'factor.app.wrong')).toHaveLength(20)
    expect(await check(personId, codeNow())).toEqual({ ok: false, failure: 'factor.tooMany' })
    clock.forward(24 * 60 * 60_000)
    expect(await check(personId, codeNow())).toEqual(right)
  })

  test('has its secret sealed, for its own row alone', async () => {
    const one = await somebody()
    const [row] = await reveal(deps.db).authenticatorApp.findMany({ where: { personId: one } })
    expect(Buffer.from(row?.sealedSecret ?? []).includes(secret)).toBe(false)
    const other = await newPerson(deps, here)
    await reveal(deps.db).authenticatorApp.create({ data: { ...row, id: undefined, personId: other } as never })
    await expect(check(other, codeNow())).rejects.toThrow()
  })
})

describe('recovery codes (security.md 15)', () => {
  const use = async (personId: string, typed: string, organisation = here) => {
    const tried = await tryRecoveryCode(deps, organisation.id, personId, typed)
    if (!tried.ok) return tried.failure
    if (!(await tried.value.spend(deps))) return 'wrong'
    await tried.value.clear()
    return 'right'
  }

  test('are ten, of 60 bits, each works once however it is written, and the number left is told', async () => {
    const personId = await newPerson(deps, here)
    const codes = await makeRecoveryCodes(deps, here.id, personId)
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}$/)
    const [first = ''] = codes
    expect(await use(personId, ` ${first.toLowerCase().replaceAll('-', ' ')} `)).toBe('right')
    expect(await use(personId, first)).toBe('wrong')
    expect((await readRecoveryCodes(deps, here.id, personId))?.left).toBe(9)
  })

  test('sent twice at once open one of the two', async () => {
    const personId = await newPerson(deps, here)
    const [code = ''] = await makeRecoveryCodes(deps, here.id, personId)
    const answers = await Promise.all(Array.from({ length: 6 }, () => use(personId, code)))
    expect(answers.filter((answer) => answer === 'right')).toHaveLength(1)
  })

  test('are worthless when new ones are made, for another person, and in another organisation', async () => {
    const personId = await newPerson(deps, here)
    const [old = ''] = await makeRecoveryCodes(deps, here.id, personId)
    const [code = ''] = await makeRecoveryCodes(deps, here.id, personId)
    expect(await use(personId, old)).toBe('wrong')
    expect(await use(await newPerson(deps, here), code)).toBe('wrong')
    expect(await use(personId, code, elsewhere)).toBe('wrong')
    expect(await use(personId, code)).toBe('right')
  })

  test('stand nowhere as they are', async () => {
    const personId = await newPerson(deps, here)
    const codes = await makeRecoveryCodes(deps, here.id, personId)
    const rows = await reveal(deps.db).recoveryCode.findMany({ where: { personId } })
    for (const code of codes) expect(JSON.stringify(rows.map(({ hmac }) => Buffer.from(hmac).toString('latin1')))).not.toContain(code.replaceAll('-', ''))
  })

  test('count among the wrong tries of the day, after which a right one opens nothing either', async () => {
    const personId = await somebody()
    const [code = ''] = await makeRecoveryCodes(deps, here.id, personId)
    for (let turn = 0; turn < 20; turn++) await use(personId, 'AAAA-AAAA-AAAA')
    expect(await check(personId, codeNow())).toEqual({ ok: false, failure: 'factor.tooMany' })
    expect(await use(personId, code)).toBe('factor.tooMany')
  })

  test('what is too short, or holds a sign that none has, is none', () => {
    expect(['ABCD-EFGH-JKL', 'ABCD-EFGH-JKLI', 'ABCD-EFGH-JKL0', ''].map(readRecoveryCode)).toEqual(Array(4).fill(null))
  })

  test('go with the last app', async () => {
    const personId = await somebody()
    await keepApp(deps, { organisationId: here.id, personId, name: 'tablet', secret }, 0)
    await makeRecoveryCodes(deps, here.id, personId)
    const [one, two] = (await listFactors(deps, here.id, personId)).apps
    expect(await removeFactor(deps, elsewhere.id, personId, one?.id ?? '')).toBeNull()
    expect(await removeFactor(deps, here.id, await newPerson(deps, here), one?.id ?? '')).toBeNull()
    await removeFactor(deps, here.id, personId, one?.id ?? '')
    expect((await listFactors(deps, here.id, personId)).recoveryCodes?.left).toBe(10)
    await removeFactor(deps, here.id, personId, two?.id ?? '')
    expect(await listFactors(deps, here.id, personId)).toEqual({ apps: [], passkeys: [], recoveryCodes: null })
  })
})
