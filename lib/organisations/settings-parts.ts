/**
 * The settings pages: each part with its settings in the order of the page, by their place in the schema. What a field
 * is (a number and its bounds, a choice, one text for each language) follows from the schema itself.
 */
export const settingsParts = {
  look: ['name', 'look.sign', 'look.hue', 'look.chroma', 'look.says', 'homeAddress', 'country', 'timeZone'],
  hosts: ['hosts', 'primaryHost', 'hstsIncludesSubdomains'],
  languages: ['languages'],
  words: ['words'],
  support: ['help.name', 'help.phone', 'help.email', 'help.hours', 'help.isPublic', 'help.synonyms'],
  notices: ['notices'],
  'sign-in': [
    'signIn.pages',
    'signIn.identifiers',
    'signIn.formerUsernames.isAccepted',
    'signIn.formerUsernames.silentGroups',
    'signIn.isFirstInsideOnly',
    'signIn.isNameCarriedToRecovery',
    'signIn.hasOfficialsWay',
  ],
  registration: ['signIn.isRegistrationOpen'],
  networks: ['trustedNetworks'],
  'second-factor': [
    'secondFactor',
    'factors.areAppsOffered',
    'factors.arePasskeysOffered',
    'factors.deviceDays',
    'factors.offeredGroups',
    'factors.askedGroups',
    'factors.requiredGroups',
    'codes.lifeMinutes',
    'codes.tries',
    'codes.resends',
    'codes.pauseMinutes',
    'myDetails.isMobileProvedByCode',
    'myDetails.isPasswordWithMobile',
  ],
  passwords: [
    'passwords.minLength',
    'passwords.maxLength',
    'passwords.areCommonPasswordsRefused',
    'passwords.areNamePartsRefused',
    'passwords.isUsernameRefused',
    'passwords.commonWords',
    'passwords.refusedWords',
    'passwords.kindsAtLeast',
    'passwords.requiredKinds',
    'passwords.isAsciiAlphanumericOnly',
    'passwords.forbiddenLetters',
    'passwords.history',
    'passwords.minAgeHours',
  ],
  directory: [
    'directory.kind',
    'directory.servers',
    'directory.authority',
    'directory.bindName',
    'directory.base',
    'directory.matches',
    'directory.attribute',
    'directory.personFilter',
    'directory.reads',
    'directory.fields.givenName',
    'directory.fields.familyName',
    'directory.fields.email',
    'directory.fields.mobile',
    'directory.fields.groups',
    'directory.isMobileWritten',
  ],
  provider: [
    'provider.issuer',
    'provider.clientId',
    'provider.label',
    'provider.scopes',
    'provider.matches',
    'provider.claim',
    'provider.verifiedBy',
    'provider.groups',
    'provider.secondFactorAcr',
    'provider.isCreating',
  ],
  lock: ['lock.failures', 'lock.windowMinutes', 'lock.waitsSeconds'],
  sessions: [
    'sessions.idleMinutes',
    'sessions.absoluteHours',
    'signIn.rememberDays',
    'sessions.staffIdleMinutes',
    'sessions.staffAbsoluteHours',
    'sessions.freshMinutes',
  ],
  recovery: [
    'recovery.isOpen',
    'recovery.proofs',
    'recovery.isUnlockOffered',
    'recovery.isUsernameOffered',
    'recovery.isEveryAddressAnswered',
    'recovery.areMissingContactsToldInside',
    'recovery.terms',
    'recovery.advice',
    'notMe.linkDays',
  ],
  'first-passwords': ['signIn.hasFirstPasswordLinks', 'firstPassword.lifeHours', 'firstPassword.letterLifeDays', 'firstPassword.erasesAt'],
  limits: [
    'limits.smsCountries',
    'limits.messagesPerRecipientPer10Minutes',
    'limits.messagesPerPersonPerDay',
    'limits.lockNoticesPerPersonPerDay',
    'limits.messagesPerCountryPerDay',
    'limits.messagesPerCountryPerMonth',
    'limits.smsPerDay',
    'limits.smsPerMonth',
    'limits.emailsPerDay',
    'limits.emailsPerMonth',
    'limits.lettersPerMonth',
    'limits.failedSignInsPerAddressPer10Minutes',
    'limits.codeRequestsPerAddressPer10Minutes',
    'prices.currency',
    'prices.sms',
    'prices.smsAbroad',
    'prices.letter',
  ],
  audit: ['audit.isHeadMailed', 'audit.headTo'],
  retention: [
    'retention.codeDays',
    'retention.sessionDays',
    'retention.deviceDays',
    'retention.objectionDays',
    'retention.messageTextDays',
    'retention.messageDays',
    'retention.firstPasswordDays',
    'retention.caseDays',
    'retention.contactDays',
    'retention.roleRequestDays',
    'retention.campaignDays',
    'retention.importDays',
    'retention.settingsDays',
    'retention.revisionDays',
    'retention.rollDays',
    'retention.systemDays',
    'retention.statisticsDays',
    'retention.auditPersonalDays',
    'retention.goneDays',
  ],
  deviations: ['deviations'],
} as const

export type SettingsPart = keyof typeof settingsParts
export type SettingPath = (typeof settingsParts)[SettingsPart][number]

export const partNames = Object.keys(settingsParts) as SettingsPart[]
export const pathsOfPart = (part: SettingsPart): readonly SettingPath[] => settingsParts[part]
export const settingPaths = partNames.flatMap(pathsOfPart)

type Tree = Record<string, unknown>

/** What settings say at a place. */
export const settingAt = (settings: object, path: SettingPath): unknown =>
  path.split('.').reduce<unknown>((at, name) => (at as Tree | undefined)?.[name], settings)

/** The settings with another value at a place; what was given stays as it is. */
export function withSetting<Settings extends object>(settings: Settings, path: SettingPath, value: unknown): Settings {
  const put = (tree: Tree, [name = '', ...rest]: string[]): Tree => ({ ...tree, [name]: rest.length > 0 ? put((tree[name] ?? {}) as Tree, rest) : value })
  return put(settings as Tree, path.split('.')) as Settings
}

/** Which setting the schema speaks of when it names a place inside one. */
export function settingOf(place: readonly PropertyKey[]): SettingPath | undefined {
  const text = place.join('.')
  return settingPaths.find((path) => text === path || text.startsWith(`${path}.`))
}
