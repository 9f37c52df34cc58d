import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { organisationSettings, type PasswordPolicy } from '@/lib/organisations/schema'
import { languages } from '@/lib/words/language'
import { dictionary, speak } from '@/lib/words/speak'
import { checkRules, normalForm, type PasswordOwner, policyRules, type RuleId, whenMayChange } from './rules'

const minimal = { name: 'X', country: 'SE', languages: ['sv'], look: { hue: 1, chroma: 0.1, sign: 'X' }, help: {} }
const policy = (own: Partial<PasswordPolicy>): PasswordPolicy => organisationSettings.parse({ ...minimal, passwords: own }).passwords
const anna: PasswordOwner = {
  givenName: 'Anna-Karin Li',
  familyName: "O'Brien Ångström",
  username: 'akob77',
  email: 'anna@example.org',
  memberNumber: '100234',
}
const broken = (own: Partial<PasswordPolicy>, typed: string, owner = anna) =>
  Object.entries(checkRules(policy(own), owner, typed)).flatMap(([id, isKept]) => (isKept || id.startsWith('kinds.') ? [] : [id]))

const k5: Partial<PasswordPolicy> = { minLength: 12, kindsAtLeast: 3, minAgeHours: 24 }
const m6: Partial<PasswordPolicy> = { minLength: 8, requiredKinds: ['capital', 'digit'], forbiddenLetters: 'åäö', history: 24 }
const s7: Partial<PasswordPolicy> = { minLength: 7, requiredKinds: ['capital', 'small', 'digit'], isAsciiAlphanumericOnly: true, commonWords: ['sv'] }

describe('the rules of a password', () => {
  it.each<[string, Partial<PasswordPolicy>, string, RuleId[]]>([
    ['K5: three of four kinds', k5, 'Kvastfot73Zz', []],
    ['K5: too short', k5, 'Kvast73Zz', ['minLength']],
    ['K5: two kinds only', k5, 'kvastfot73zz', ['kinds']],
    ['K5: a space is a symbol', k5, 'kvast fot 73z', []],
    ['K5: a piece of a double given name', k5, 'Kvastfotkarin1', ['name']],
    ['K5: a piece after an apostrophe', k5, 'BRIENkvast123', ['name']],
    ['K5: case of letters beyond ASCII', k5, 'xÅNGSTRÖMx123', ['name']],
    ['K5: a piece of two letters is free', k5, 'Lilla-kvasten', []],
    ['K5: the user name', k5, 'xAKOB77-kvast', ['name']],
    ['K5: a part of the user name is free', k5, 'akob-Kvast-99', []],
    ['identifier: the member number', k5, 'Kvast-100234-x', ['name']],
    ['M6: all kept', m6, 'Kvastf73', []],
    ['M6: no capital, no digit', m6, 'kvastfot', ['kind.capital', 'kind.digit']],
    ['M6: å', m6, 'Kvåstf73', ['forbiddenLetters']],
    ['M6: capital Ö', m6, 'KvÖstf73', ['forbiddenLetters']],
    ['M6: å composed of two', m6, 'Kva\u030astf73', ['forbiddenLetters']],
    ['M6: é is no å', m6, 'Kvéstf73', []],
    ['S7: all kept', s7, 'Kvast73', []],
    ['S7: special characters', s7, 'Kvast-73', ['asciiOnly']],
    ['S7: letters beyond A–Z', s7, 'Kväst73', ['asciiOnly']],
    ['S7: no digit and short', s7, 'Kvastf', ['minLength', 'kind.digit']],
    ['organisation words', { minLength: 8, refusedWords: ['Securia'] }, 'xxSECURIAxx', ['refusedWords']],
    ['standard: 15', {}, 'fourteen chars', ['minLength']],
    ['standard: no composition', {}, 'kvastfotkvastfot', []],
    ['the longest', { maxLength: 64 }, 'x'.repeat(65), ['maxLength']],
  ])('%s', (_, own, typed, ids) => expect(broken(own, typed)).toEqual(ids))

  it('counts what a person sees as characters, however they were typed (security.md 20)', () => {
    expect(broken({ minLength: 4 }, '😀😀😀😀')).toEqual([])
    expect(broken({ minLength: 4 }, '😀😀')).toEqual(['minLength'])
    expect(broken({ minLength: 2 }, 'a\u030a')).toEqual(['minLength'])
  })

  it('refuses nothing on account of an empty name', () => {
    const nobody = { givenName: '', familyName: ' ', username: null, email: null, memberNumber: null }
    expect(broken({ minLength: 1 }, 'x', nobody)).toEqual([])
  })

  it('accepts 64 and 128 characters of any kind, spaces too (security.md 19, 20)', () => {
    for (const length of [64, 128, 256]) expect(broken({}, 'å ~'.repeat(86).slice(0, length))).toEqual([])
  })

  const anyPolicy = fc.record({
    minLength: fc.integer({ min: 1, max: 64 }),
    kindsAtLeast: fc.option(fc.integer({ min: 1, max: 4 })),
    requiredKinds: fc.subarray<'capital' | 'small' | 'digit' | 'symbol'>(['capital', 'small', 'digit', 'symbol']),
    isAsciiAlphanumericOnly: fc.boolean(),
    forbiddenLetters: fc.constantFrom('', 'åäö'),
    areNamePartsRefused: fc.boolean(),
    isUsernameRefused: fc.boolean(),
    refusedWords: fc.subarray(['kvast']),
    commonWords: fc.subarray([...languages]),
    history: fc.integer({ min: 0, max: 100 }),
    minAgeHours: fc.integer({ min: 0, max: 720 }),
  })

  it('checks each rule of the list that runs in both places, and no other', () => {
    fc.assert(
      fc.property(anyPolicy, fc.string({ unit: 'grapheme' }), (own, typed) => {
        const listed = policyRules(policy(own)).flatMap((rule) => (rule.runs === 'both' ? [rule.id, ...(rule.children ?? []).map((child) => child.id)] : []))
        expect(Object.keys(checkRules(policy(own), anna, typed)).sort()).toEqual(listed.sort())
      }),
    )
  })

  it('judges composed and decomposed letters alike', () => {
    fc.assert(
      fc.property(anyPolicy, fc.string({ unit: 'grapheme' }), (own, typed) => {
        const one = checkRules(policy(own), anna, typed.normalize('NFC'))
        expect(checkRules(policy(own), anna, typed.normalize('NFD'))).toEqual(one)
        expect(checkRules(policy(own), anna, normalForm(typed))).toEqual(one)
      }),
    )
  })

  it('finds a name wherever it stands and in whatever case', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('karin', 'ÅNGSTRÖM', 'Brien', 'AkOb77'), (before, after, piece) => {
        expect(checkRules(policy({}), anna, before + piece + after).name).toBe(false)
      }),
    )
  })

  it('says each rule and each failure in each language', () => {
    for (const language of languages)
      fc.assert(
        fc.property(anyPolicy, (own) => {
          const say = speak(language)
          for (const rule of policyRules(policy(own)).flatMap((one) => [one, ...(one.children ?? [])])) {
            expect(dictionary[language][rule.key]).not.toBe('')
            expect(`${say(rule.key, rule.values)}${say(rule.failureKey, { count: 3, ...rule.values })}`).not.toMatch(/[{}]/)
          }
        }),
        { numRuns: 20 },
      )
  })
})

describe('the least age of a password', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  it.each<[string, number, Date | null, string | null, Date | null]>([
    ['no such rule', 0, hoursAgo(1), 'person', null],
    ['own change an hour ago', 24, hoursAgo(1), 'person', new Date('2026-11-24T11:00:00Z')],
    ['own change a day ago', 24, hoursAgo(24), 'person', null],
    ['an import is no change', 24, hoursAgo(1), 'import', null],
    ['staff is no own change', 24, hoursAgo(1), 'staff', null],
    ['never set', 24, null, null, null],
  ])('%s', (_, minAgeHours, setAt, setBy, answer) => expect(whenMayChange(policy({ minAgeHours }), setAt, setBy, now)).toEqual(answer))
})
