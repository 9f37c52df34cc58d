import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { checkPassword } from '@/e2e/support/check-password'
import { testDatabase } from '@/e2e/support/database'
import { log } from '@/lib/core/log'
import { reveal } from '@/lib/core/prisma'
import { type Organisation, organisationSettings, type PasswordPolicy } from '@/lib/organisations/schema'
import { findPasswordState } from './find-password-state'
import { isOurHash } from './hash-format'
import { type NewPassword, setPassword } from './set-password'
import { findFormerHashes, findPassword } from './store'
import { tryPassword } from './try-password'

const test = testDatabase()
const hour = 3_600_000
const id = randomUUID()
beforeAll(async () => {
  await reveal(test.deps.db).organisation.create({ data: { id, slug: 'xx', settings: {} } })
})

function organisation(passwords: Partial<PasswordPolicy>): Organisation {
  const settings = { name: 'X', country: 'SE', languages: ['sv'], look: { hue: 1, chroma: 0.1, sign: 'X' }, help: {}, passwords }
  return { id, slug: 'x', version: 1, settings: organisationSettings.parse(settings) }
}
async function newPerson() {
  const person = { id: randomUUID(), givenName: 'Åsa', familyName: 'Öberg', username: 'asob01', email: null, memberNumber: null }
  await reveal(test.deps.db).person.create({ data: { ...person, organisationId: id } })
  return person
}
const set = (passwords: Partial<PasswordPolicy>, person: NewPassword['person'], newPassword: string, by: NewPassword['by'] = 'person', more = {}) =>
  setPassword(test.deps, { organisation: organisation(passwords), person, newPassword, by, ...more })
const check = (personId: string | null, typed: string) => checkPassword(test.deps, { organisationId: id, personId, typed })
const storeHash = (personId: string, hash: string | null, setBy = 'import') =>
  reveal(test.deps.db).password.create({ data: { organisationId: id, personId, hash, setAt: test.clock.at, setBy } })
const brokenIn = (result: Awaited<ReturnType<typeof set>>) => (result.ok ? [] : result.failure.map((one) => one.rule))

describe('setting a password', () => {
  it('makes it the one that is right from then on, and the old one wrong', async () => {
    const person = await newPerson()
    expect(await findPasswordState(test.deps, id, person.id)).toEqual({ hasPassword: false, setAt: null, setBy: null })
    expect(await set({}, person, 'kvastfot kvastfot')).toEqual({ ok: true, value: null })
    expect(await set({}, person, 'en annan kvastfot')).toEqual({ ok: true, value: null })
    expect(await check(person.id, 'kvastfot kvastfot')).toEqual({ isRight: false })
    expect(await check(person.id, 'en annan kvastfot')).toEqual({ isRight: true })
    expect(await findPasswordState(test.deps, id, person.id)).toEqual({ hasPassword: true, setAt: test.clock.at, setBy: 'person' })
  })

  it('tells every broken rule at once, with the sentence that says what to do, and changes nothing', async () => {
    const person = await newPerson()
    await set({}, person, 'kvastfot kvastfot')
    const strict = { minLength: 20, requiredKinds: ['digit' as const], commonWords: ['sv' as const], history: 2, minAgeHours: 24 }
    test.clock.forward(3 * hour)
    const answer = await set(strict, person, 'kvastfot kvastfot')
    expect(answer).toEqual({
      ok: false,
      failure: [
        { rule: 'minLength', key: 'password.failure.minLength', values: { count: 20 } },
        { rule: 'kind.digit', key: 'password.failure.kind.digit', values: {} },
        { rule: 'history', key: 'password.failure.history', values: { count: 2 } },
        { rule: 'minAge', key: 'password.failure.minAge', values: { hours: 21 } },
      ],
    })
    expect(await check(person.id, 'kvastfot kvastfot')).toEqual({ isRight: true })
  })

  it.each([
    ['Sommar1', { minLength: 7, commonWords: ['sv' as const] }, ['commonWord']],
    ['qwertyuiop', { minLength: 8 }, ['commonPassword']],
    ['Asob01-Öberg', { minLength: 8 }, ['name']],
  ])('refuses %s (security.md 23)', async (typed, policy, rules) => expect(brokenIn(await set(policy, await newPerson(), typed))).toEqual(rules))

  it('keeps the same rules whoever sets it (security.md 26), but for the least age', async () => {
    const person = await newPerson()
    expect(brokenIn(await set({ minAgeHours: 24 }, person, 'kvastfot nummer 1', 'staff'))).toEqual([])
    expect(brokenIn(await set({ minAgeHours: 24 }, person, 'kvastfot nummer 2'))).toEqual([])
    expect(brokenIn(await set({ minAgeHours: 24 }, person, 'kvastfot nummer 3'))).toEqual(['minAge'])
    expect(brokenIn(await set({ minAgeHours: 24 }, person, 'kort', 'staff'))).toEqual(['minLength'])
    expect(brokenIn(await set({ minAgeHours: 24 }, person, 'kvastfot nummer 4', 'import'))).toEqual([])
    test.clock.forward(hour)
    expect(brokenIn(await set({ minAgeHours: 24 }, person, 'kvastfot nummer 5'))).toEqual([])
    test.clock.forward(24 * hour)
    expect(brokenIn(await set({ minAgeHours: 24 }, person, 'kvastfot nummer 6'))).toEqual([])
  })

  it('refuses the present one and as many earlier ones as the policy says, and keeps no more of them (M6)', async () => {
    const person = await newPerson()
    const policy = { minLength: 8, history: 3 }
    await storeHash(person.id, '{SSHA}SeqPGP3URHvKzWiM2x6pQ7jNfsFzYWx0c2FsdA==')
    expect(brokenIn(await set(policy, person, 'Återställ 1'))).toEqual(['history'])
    for (const number of [1, 2, 3]) {
      test.clock.forward(hour)
      expect(brokenIn(await set(policy, person, `Kvastfot ${number}`))).toEqual([])
    }
    for (const earlier of ['Återställ 1', 'Kvastfot 1', 'Kvastfot 2', 'Kvastfot 3']) expect(brokenIn(await set(policy, person, earlier))).toEqual(['history'])
    test.clock.forward(hour)
    expect(brokenIn(await set(policy, person, 'Kvastfot 4'))).toEqual([])
    expect(await findFormerHashes(test.deps.db, id, person.id, 100)).toHaveLength(3)
    expect(brokenIn(await set(policy, person, 'Återställ 1'))).toEqual([])
    expect(brokenIn(await set({ minLength: 8 }, person, 'Kvastfot 5'))).toEqual([])
    expect(await findFormerHashes(test.deps.db, id, person.id, 100)).toEqual([])
  })

  it('of two changes at once checks the later one against the earlier', async () => {
    const person = await newPerson()
    const both = await Promise.all([1, 2].map((number) => set({ minAgeHours: 24, history: 2 }, person, `kvastfot nummer ${number}`)))
    expect(both.map((one) => one.ok).sort()).toEqual([false, true])
    expect(both.flatMap(brokenIn)).toEqual(['minAge'])
    test.clock.forward(24 * hour)
    const three = await Promise.all([3, 4, 5].map((number) => set({ minAgeHours: 24, history: 9 }, person, `kvastfot nummer ${number}`)))
    expect(three.flatMap(brokenIn)).toEqual(['minAge', 'minAge'])
    const free = await Promise.all([6, 7, 8].map((number) => set({ history: 9 }, person, `kvastfot nummer ${number}`)))
    expect(free.map((one) => one.ok)).toEqual([true, true, true])
    for (const number of [6, 7, 8]) expect(brokenIn(await set({ history: 9 }, person, `kvastfot nummer ${number}`))).toEqual(['history'])
  })

  it('refuses a breached one with the reason; when the breached set fails the change works and it is logged (security.md 23, 24)', async () => {
    const person = await newPerson()
    expect(brokenIn(await set({}, person, 'kvastfot nummer 1', 'person', { breached: { holds: async () => true } }))).toEqual(['commonPassword'])
    const failing = { holds: () => Promise.reject(new Error('the disk is gone')) }
    const warnings = vi.spyOn(log(), 'warn')
    expect(brokenIn(await set({}, person, 'kvastfot nummer 1', 'person', { breached: failing }))).toEqual([])
    expect(warnings.mock.calls.map(([facts]) => facts)).toEqual([{ problem: 'Error: the disk is gone' }])
    expect(await check(person.id, 'kvastfot nummer 1')).toEqual({ isRight: true })
  })

  it("does not reach into another organisation's people", async () => {
    const person = await newPerson()
    await set({}, person, 'kvastfot nummer 1')
    expect(await checkPassword(test.deps, { organisationId: randomUUID(), personId: person.id, typed: 'kvastfot nummer 1' })).toEqual({ isRight: false })
    expect((await findPasswordState(test.deps, randomUUID(), person.id)).hasPassword).toBe(false)
  })
})

describe('checking a password', () => {
  it('is wrong for strangers and for erased passwords, whatever is typed', async () => {
    const person = await newPerson()
    await storeHash(person.id, null)
    for (const typed of ['', 'kvastfot', 'x'.repeat(10_000)]) {
      expect(await check(null, typed)).toEqual({ isRight: false })
      expect(await check(person.id, typed)).toEqual({ isRight: false })
    }
    expect((await findPasswordState(test.deps, id, person.id)).hasPassword).toBe(false)
  })

  it('replaces an imported hash by ours at the first right password, and neither its age nor its history changes (security.md 27)', async () => {
    const person = await newPerson()
    await storeHash(person.id, '{SSHA}SeqPGP3URHvKzWiM2x6pQ7jNfsFzYWx0c2FsdA==')
    const setAt = test.clock.at
    test.clock.forward(hour)
    const here = { name: 'failed-sign-in', key: person.id, max: 10, windowSeconds: 600 }
    const isRight = async (typed: string) => (await tryPassword(test.deps, organisation({}), person.id, typed, here))?.isRight
    expect(await isRight('Återställ 2')).toBe(false)
    expect((await findPassword(test.deps.db, id, person.id))?.hash).toMatch(/^{SSHA}/)
    expect(await isRight('Återställ 1')).toBe(true)
    const stored = await findPassword(test.deps.db, id, person.id)
    expect(stored && isOurHash(stored.hash ?? '')).toBe(true)
    expect(stored).toMatchObject({ setAt, setBy: 'import' })
    expect(await isRight('Återställ 1')).toBe(true)
    expect(await findFormerHashes(test.deps.db, id, person.id, 100)).toEqual([])
  })
})
