import ipaddr from 'ipaddr.js'
import { findDeviations } from './deviations'
import { difference } from './difference'
import type { OrganisationSettings } from './schema'
import { type SettingPath, settingAt } from './settings-parts'

type Lowers = (from: OrganisationSettings, to: OrganisationSettings) => boolean

const more =
  (path: SettingPath): Lowers =>
  (from, to) =>
    Number(settingAt(to, path)) > Number(settingAt(from, path))
const less =
  (path: SettingPath): Lowers =>
  (from, to) =>
    Number(settingAt(to, path)) < Number(settingAt(from, path))
const on =
  (path: SettingPath): Lowers =>
  (from, to) =>
    settingAt(to, path) === true && settingAt(from, path) !== true
const off =
  (path: SettingPath): Lowers =>
  (from, to) =>
    settingAt(to, path) === false && settingAt(from, path) !== false

/** Whether a group's people lose what they were held to. */
const fewerGroups =
  (path: 'factors.askedGroups' | 'factors.requiredGroups'): Lowers =>
  (from, to) =>
    (settingAt(from, path) as string[]).some((group) => !(settingAt(to, path) as string[]).includes(group))

const factors = ['never', 'outside', 'always']
const shortest = (waits: readonly number[]) => Math.min(...waits)

/** Whether addresses count as the organisation's own that did not before. */
function isWidened(from: readonly string[], to: readonly string[]): boolean {
  const known = from.map((range) => ipaddr.parseCIDR(range))
  return to.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range)
    return !known.some(([own, ownBits]) => own.kind() === network.kind() && ownBits <= bits && network.match(own, ownBits))
  })
}

/** Whoever answers for the passwords can be anybody. */
const always: Lowers = () => true

/** Whoever answers for another provider can be anybody whom it names; to take it away lowers nothing. */
const whereOffered: Lowers = (_from, to) => to.provider.issuer !== null

/** When a change of a setting makes it easier for somebody else to come in, or harder to notice. */
const lowering: { [path in SettingPath]?: Lowers } = {
  secondFactor: (from, to) => factors.indexOf(to.secondFactor) < factors.indexOf(from.secondFactor),
  'factors.areAppsOffered': off('factors.areAppsOffered'),
  'factors.arePasskeysOffered': off('factors.arePasskeysOffered'),
  'factors.deviceDays': more('factors.deviceDays'),
  'factors.askedGroups': fewerGroups('factors.askedGroups'),
  'factors.requiredGroups': fewerGroups('factors.requiredGroups'),
  trustedNetworks: (from, to) => isWidened(from.trustedNetworks, to.trustedNetworks),
  hstsIncludesSubdomains: off('hstsIncludesSubdomains'),
  'signIn.isFirstInsideOnly': off('signIn.isFirstInsideOnly'),
  'signIn.rememberDays': more('signIn.rememberDays'),
  'signIn.isRegistrationOpen': on('signIn.isRegistrationOpen'),
  'signIn.hasFirstPasswordLinks': on('signIn.hasFirstPasswordLinks'),
  'recovery.isOpen': on('recovery.isOpen'),
  'recovery.proofs': (from, to) =>
    to.recovery.proofs.length < from.recovery.proofs.length ||
    to.recovery.proofs.flat().length - to.recovery.proofs.length > from.recovery.proofs.flat().length - from.recovery.proofs.length,
  'recovery.areMissingContactsToldInside': on('recovery.areMissingContactsToldInside'),
  'notMe.linkDays': less('notMe.linkDays'),
  'retention.auditPersonalDays': less('retention.auditPersonalDays'),
  'firstPassword.lifeHours': more('firstPassword.lifeHours'),
  'firstPassword.letterLifeDays': more('firstPassword.letterLifeDays'),
  'lock.failures': more('lock.failures'),
  'lock.windowMinutes': less('lock.windowMinutes'),
  'lock.waitsSeconds': (from, to) => shortest(to.lock.waitsSeconds) < shortest(from.lock.waitsSeconds),
  'sessions.idleMinutes': more('sessions.idleMinutes'),
  'sessions.absoluteHours': more('sessions.absoluteHours'),
  'sessions.staffIdleMinutes': more('sessions.staffIdleMinutes'),
  'sessions.staffAbsoluteHours': more('sessions.staffAbsoluteHours'),
  'sessions.freshMinutes': more('sessions.freshMinutes'),
  'passwords.minLength': less('passwords.minLength'),
  'passwords.areCommonPasswordsRefused': off('passwords.areCommonPasswordsRefused'),
  'passwords.areNamePartsRefused': off('passwords.areNamePartsRefused'),
  'passwords.isUsernameRefused': off('passwords.isUsernameRefused'),
  'passwords.commonWords': (from, to) => from.passwords.commonWords.some((language) => !to.passwords.commonWords.includes(language)),
  'passwords.history': less('passwords.history'),
  'directory.kind': always,
  'directory.servers': always,
  'directory.authority': always,
  'directory.base': always,
  'directory.matches': always,
  'directory.attribute': always,
  'directory.personFilter': always,
  'provider.issuer': whereOffered,
  'provider.clientId': whereOffered,
  'provider.matches': whereOffered,
  'provider.claim': whereOffered,
  'provider.verifiedBy': whereOffered,
  'provider.groups': (from, to) =>
    from.provider.groups.length > 0 && (to.provider.groups.length === 0 || to.provider.groups.some((group) => !from.provider.groups.includes(group))),
  'provider.secondFactorAcr': (from, to) => to.provider.secondFactorAcr.some((acr) => !from.provider.secondFactorAcr.includes(acr)),
  'provider.isCreating': on('provider.isCreating'),
  'codes.tries': more('codes.tries'),
  'codes.lifeMinutes': more('codes.lifeMinutes'),
  'myDetails.isMobileProvedByCode': off('myDetails.isMobileProvedByCode'),
  'limits.failedSignInsPerAddressPer10Minutes': more('limits.failedSignInsPerAddressPer10Minutes'),
  'limits.codeRequestsPerAddressPer10Minutes': more('limits.codeRequestsPerAddressPer10Minutes'),
  'limits.messagesPerRecipientPer10Minutes': more('limits.messagesPerRecipientPer10Minutes'),
  'limits.messagesPerPersonPerDay': more('limits.messagesPerPersonPerDay'),
}

/** The settings whose change lowers the security; a rule that is newly broken counts as the recording of it. */
export function loweredSettings(from: OrganisationSettings, to: OrganisationSettings): SettingPath[] {
  const lowered = difference(from, to)
    .map(({ path }) => path)
    .filter((path) => lowering[path]?.(from, to))
  const former = findDeviations(from)
  return findDeviations(to).some((rule) => !former.includes(rule)) ? [...lowered, 'deviations'] : lowered
}
