import { expect, test } from 'vitest'
import { findDeviations } from './deviations'
import { presets } from './presets/all'
import { organisationSettings } from './schema'

const settings = organisationSettings.parse(presets.standard)
type Settings = typeof settings
const { factors, passwords, recovery, firstPassword, sessions, signIn, myDetails } = settings

test.each<[number, string, Partial<Settings>]>([
  [17, 'codes by SMS without passkeys beside them', { factors: { ...factors, arePasskeysOffered: false } }],
  [18, 'seven characters beside a second factor', { passwords: { ...passwords, minLength: 7 } }],
  [18, 'fourteen where a network spares the second factor', { secondFactor: 'outside', passwords: { ...passwords, minLength: 14 } }],
  [18, 'fourteen where there is none', { secondFactor: 'never', passwords: { ...passwords, minLength: 14 } }],
  [20, 'letters and digits alone', { passwords: { ...passwords, isAsciiAlphanumericOnly: true } }],
  [20, 'letters that are forbidden', { passwords: { ...passwords, forbiddenLetters: 'åäö' } }],
  [21, 'kinds of characters', { passwords: { ...passwords, kindsAtLeast: 3 } }],
  [21, 'a digit', { passwords: { ...passwords, requiredKinds: ['digit'] } }],
  [23, 'common passwords', { passwords: { ...passwords, areCommonPasswordsRefused: false } }],
  [23, 'parts of the name', { passwords: { ...passwords, areNamePartsRefused: false } }],
  [23, 'the user name', { passwords: { ...passwords, isUsernameRefused: false } }],
  [
    31,
    'a password that is gone at ordering',
    { signIn: { ...signIn, hasFirstPasswordLinks: true }, firstPassword: { ...firstPassword, erasesAt: 'ordering' } },
  ],
  [35, 'one phone for both', { recovery: { ...recovery, isOpen: true, proofs: [['sms']] } }],
  [38, 'a number that nobody proved', { myDetails: { ...myDetails, isMobileProvedByCode: false } }],
  [45, 'an hour and more without use', { sessions: { ...sessions, idleMinutes: 61 } }],
  [45, 'remembering', { signIn: { ...signIn, rememberDays: 30 } }],
])('rule %i of security.md (18–23 among them) is found broken by %s, and no other', (rule, _, change) => {
  expect(findDeviations({ ...settings, ...change })).toEqual([rule])
})

test('the least that keeps rule 18: fifteen characters where the password stands alone, eight beside a second factor (security.md 18)', () => {
  expect(findDeviations({ ...settings, secondFactor: 'never', passwords: { ...passwords, minLength: 15 } })).toEqual([])
  expect(findDeviations({ ...settings, secondFactor: 'always', passwords: { ...passwords, minLength: 8 } })).toEqual([])
})
