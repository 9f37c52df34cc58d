import { expect, test } from 'vitest'
import { loweredSettings } from './lowered'
import { presets } from './presets/all'
import { type OrganisationSettings, organisationSettings } from './schema'
import type { SettingPath } from './settings-parts'

const settings = organisationSettings.parse(presets.standard)
const { passwords, lock, sessions, recovery, signIn, myDetails } = settings

test.each<[SettingPath, string, Partial<OrganisationSettings>]>([
  ['secondFactor', 'asked for outside alone', { secondFactor: 'outside' }],
  ['trustedNetworks', 'wider', { trustedNetworks: ['10.0.0.0/8'] }],
  ['trustedNetworks', 'others', { trustedNetworks: ['10.20.0.0/16', '2001:db8::/32'] }],
  ['recovery.proofs', 'one instead of two', { recovery: { ...recovery, proofs: [['email']] } }],
  ['lock.failures', 'more', { lock: { ...lock, failures: 20 } }],
  ['lock.waitsSeconds', 'shorter', { lock: { ...lock, waitsSeconds: [1] } }],
  ['sessions.staffIdleMinutes', 'longer', { sessions: { ...sessions, staffIdleMinutes: 60 } }],
  ['signIn.rememberDays', 'at all', { signIn: { ...signIn, rememberDays: 30 } }],
  ['signIn.isRegistrationOpen', 'to everybody', { signIn: { ...signIn, isRegistrationOpen: true } }],
  ['passwords.minLength', 'shorter', { passwords: { ...passwords, minLength: 14 } }],
  ['passwords.areCommonPasswordsRefused', 'no more', { passwords: { ...passwords, areCommonPasswordsRefused: false } }],
  ['myDetails.isMobileProvedByCode', 'no more', { myDetails: { ...myDetails, isMobileProvedByCode: false } }],
])('%s %s lowers the security, and the way back does not', (path, _, change) => {
  const lower = { ...settings, ...change }
  expect(loweredSettings(settings, lower)).toContain(path)
  expect(loweredSettings(lower, settings)).toEqual([])
})

test.each<[string, Partial<OrganisationSettings>]>([
  ['another name', { name: 'Annat' }],
  ['a smaller network', { trustedNetworks: ['10.20.30.0/24'] }],
  ['no network', { trustedNetworks: [] }],
  ['longer passwords', { passwords: { ...passwords, minLength: 20 } }],
  ['fewer tries', { lock: { ...lock, failures: 3 } }],
])('%s does not', (_, change) => {
  expect(loweredSettings(settings, { ...settings, ...change })).toEqual([])
})

test('a rule that is newly broken lowers it, by whatever setting', () => {
  expect(loweredSettings(settings, { ...settings, passwords: { ...passwords, kindsAtLeast: 3 } })).toEqual(['deviations'])
})
