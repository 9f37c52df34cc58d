import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { awaitedProof, canProve, contactsFor, nextContact, type Progress, type RecoveryEvent, step } from './rules'

const beginning: Progress = { state: 'awaiting-code', proved: [], outcome: null }
const walk = (events: RecoveryEvent[], settings: Parameters<typeof step>[2]) =>
  events.reduce<Progress>((progress, event) => step(progress, event, settings) ?? progress, beginning)

const ways = fc.constantFrom('sms' as const, 'email' as const)
const settings = fc.record({
  proofs: fc.constantFrom<('sms' | 'email')[][]>([['sms']], [['email']], [['sms', 'email']], [['email'], ['sms']], [['sms'], ['email']]),
  terms: fc.constantFrom(null, { sv: 'Jag godtar' }),
  isUnlockOffered: fc.boolean(),
})
const event: fc.Arbitrary<RecoveryEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('proved' as const), by: ways, isLocked: fc.boolean(), hasOwnFactor: fc.boolean() }) },
  fc.record({ type: fc.constant('own-proved' as const), isLocked: fc.boolean() }),
  fc.record({ type: fc.constant('accepted' as const), isLocked: fc.boolean() }),
  fc.record({ type: fc.constant('chose' as const), way: fc.constantFrom('unlock' as const, 'new' as const) }),
  fc.constant({ type: 'changed' } as const),
)

describe('where a way back in goes next', () => {
  test('10,000 walks in random order never end without the proofs, and what had to be accepted, that the settings ask for', () => {
    let ended = { changed: 0, unlocked: 0 }
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 14 }), settings, (events, asked) => {
        const { state, outcome } = walk(events, asked)
        expect(state === 'done').toBe(outcome !== null)
        if (!outcome) return
        ended = { ...ended, [outcome]: ended[outcome] + 1 }
        const given = events.flatMap((event) => (event.type === 'proved' ? [event.by] : []))
        for (const way of asked.proofs.flat().length > asked.proofs.length ? [] : asked.proofs.flat()) expect(given).toContain(way)
        expect(given.length).toBeGreaterThanOrEqual(asked.proofs.length)
        const last = events.filter((event) => event.type === 'proved' && asked.proofs.flat().includes(event.by)).at(asked.proofs.length - 1)
        if (asked.proofs.length === 1 && asked.proofs[0]?.length === 2 && last?.type === 'proved' && last.hasOwnFactor)
          expect(events.some(({ type }) => type === 'own-proved')).toBe(true)
        if (asked.terms) expect(events.some(({ type }) => type === 'accepted')).toBe(true)
        if (outcome === 'changed') expect(events.at(-1)?.type === 'changed' || events.some(({ type }) => type === 'changed')).toBe(true)
        if (outcome === 'unlocked') {
          expect(asked.isUnlockOffered).toBe(true)
          expect(events.some((event) => 'isLocked' in event && event.isLocked)).toBe(true)
          expect(events.some((event) => event.type === 'chose' && event.way === 'unlock')).toBe(true)
        }
      }),
      { numRuns: 10_000 },
    )
    // Walks that never arrive would prove nothing.
    expect(Math.min(ended.changed, ended.unlocked)).toBeGreaterThan(100)
  })

  test('a second proof is another one: the first code again is none', () => {
    const two = { proofs: [['email' as const], ['sms' as const]], terms: null, isUnlockOffered: false }
    const byMail = { type: 'proved', by: 'email', isLocked: false } as const
    const first = step(beginning, byMail, two)
    expect(first).toEqual({ state: 'awaiting-second-code', proved: ['email'], outcome: null })
    expect(first && step(first, byMail, two)).toBeNull()
    expect(step(beginning, { ...byMail, by: 'sms' }, two)).toBeNull()
    expect(first && step(first, { ...byMail, by: 'sms' }, two)).toEqual({ state: 'new-password', proved: ['email', 'sms'], outcome: null })
  })

  test('settings that come to ask for more meanwhile end what has too few proofs', () => {
    const one = { proofs: [['email' as const]], terms: null, isUnlockOffered: true }
    const proved = walk([{ type: 'proved', by: 'email', isLocked: true }], one)
    expect(proved.state).toBe('choice')
    for (const event of [
      { type: 'chose', way: 'unlock' },
      { type: 'chose', way: 'new' },
    ] as const) {
      expect(step(proved, event, one)).not.toBeNull()
      expect(step(proved, event, { ...one, proofs: [['email'], ['sms']] })).toBeNull()
    }
    expect(step({ ...proved, state: 'new-password' }, { type: 'changed' }, { ...one, proofs: [['email'], ['sms']] })).toBeNull()
    expect(step({ ...proved, state: 'new-password' }, { type: 'changed' }, { ...one, proofs: [['sms']] })).toBeNull()
  })

  test('somebody with an own factor shows it after the proofs and before all else, and nobody else is asked for one', () => {
    const one = { proofs: [['sms' as const]], terms: null, isUnlockOffered: false }
    const proved = step(beginning, { type: 'proved', by: 'sms', isLocked: false, hasOwnFactor: true }, one)
    expect(proved?.state).toBe('awaiting-own-factor')
    for (const event of [{ type: 'changed' }, { type: 'accepted', isLocked: false }, { type: 'chose', way: 'unlock' }] as const)
      expect(proved && step(proved, event, one)).toBeNull()
    expect(proved && step(proved, { type: 'own-proved', isLocked: false }, one)?.state).toBe('new-password')
    expect(step(beginning, { type: 'own-proved', isLocked: false }, one)).toBeNull()
    expect(step({ ...beginning, state: 'choice', proved: ['sms'] }, { type: 'own-proved', isLocked: false }, one)).toBeNull()
  })

  test('a state that awaits no code is no proof’s', () => {
    expect(['awaiting-code', 'awaiting-second-code', 'terms', 'done', 'moved', 'told-user-name'].map(awaitedProof)).toEqual([0, 1, null, null, null, null])
  })
})

describe('where a code goes', () => {
  const validated = new Date('2026-01-01T00:00:00Z')
  const person = { mobile: '+46701740605', mobileValidatedAt: validated, email: 'erkki@example.org', emailValidatedAt: validated }
  const sms = { channel: 'sms', recipient: '+46701740605' }
  const email = { channel: 'email', recipient: 'erkki@example.org' }

  test('is a contact that the person has proved, the first way first', () => {
    expect(contactsFor(['sms', 'email'], person)).toEqual([sms, email])
    expect(contactsFor(['sms', 'email'], { ...person, mobileValidatedAt: null })).toEqual([email])
    expect(canProve([['email'], ['sms']], person)).toBe(true)
    expect(canProve([['email'], ['sms']], { ...person, mobile: null })).toBe(false)
    expect(canProve([['sms', 'email']], { ...person, mobile: null })).toBe(true)
  })

  test('stays the way it went, and is the next way when that one is stuck', () => {
    const both = contactsFor(['sms', 'email'], person)
    const following = (channel: string, state: string, attempts = 1) => nextContact(both, { channel, state, attempts })
    expect(nextContact(both, null)).toEqual(sms)
    for (const state of ['refused', 'given-up', 'unknown', 'queued']) expect(following('sms', state)).toEqual(email)
    for (const state of ['handed-over', 'delivered', 'handing-over']) expect(following('sms', state)).toEqual(sms)
    expect(following('sms', 'queued', 0)).toEqual(sms)
    expect([following('email', 'delivered'), following('email', 'refused')]).toEqual([email, sms])
    expect(nextContact(both.slice(0, 1), { channel: 'sms', state: 'refused', attempts: 1 })).toEqual(sms)
    expect(nextContact([], null)).toBeNull()
  })
})
