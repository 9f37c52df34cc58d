import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { isSafeAddress } from '@/lib/core/is-safe-address'
import { argumentsOf } from '@/lib/words/arguments-of'
import { en } from '@/lib/words/en'
import { isWordKey, type WordKey } from '@/lib/words/keys'
import { type Language, languages } from '@/lib/words/language'

// Everything in which organisations differ. An organisation has no code of its own: only this and its words.

const line = z.string().trim().min(1).max(200)
const count = (min: number, max: number) => z.number().int().min(min).max(max)
/** messages in a calendar day or month; null for as many as there are */
const cap = count(1, 100_000_000).nullable().default(null)
const price = z.number().min(0).max(10_000).default(0)
const language = z.enum(languages)

const isTimeZone = (name: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** One text in each of some languages. */
const perLanguage = (text: z.ZodType<string>) => z.partialRecord(language, text)

const host = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'a host name without port')
const cidr = z.string().refine((text) => ipaddr.isValidCIDR(text), 'an address range such as 10.20.0.0/16')
/** A page of ours, a page on the web, a telephone number or an address: nothing that runs. */
const href = z.string().refine((text) => /^(https?:\/\/|mailto:|tel:|\/(?!\/))/.test(text), 'begins with https://, mailto:, tel: or /')

/** A word that could not be said would break the page that says it. */
function problemOfWord(language: Language, key: string, text: string): string | null {
  if (!isWordKey(key)) return 'is no word of the portal'
  const told = argumentsOf(en[key], 'en')
  try {
    const unknown = argumentsOf(text, language).filter((name) => !told.includes(name))
    return unknown.length > 0 ? `names {${unknown.join('}, {')}}, of which the portal says nothing here` : null
  } catch {
    return "can't be read: a { or a } too many, or an apostrophe before one"
  }
}

/** An organisation's own words over the language's. */
const words = z
  .partialRecord(language, z.record(z.string(), z.string().max(2_000)))
  .superRefine((all, context) => {
    for (const [name, own] of Object.entries(all))
      for (const [key, text] of Object.entries(own ?? {})) {
        const problem = problemOfWord(name as Language, key, text)
        if (problem) context.addIssue({ code: 'custom', path: [name, key], message: problem })
      }
  })
  .transform((all) => all as Partial<Record<Language, Partial<Record<WordKey, string>>>>)

/** `ldaps://` is TLS from the start; over `ldap://` nothing is said before StartTLS. */
const directoryServer = z
  .string()
  .toLowerCase()
  .regex(/^ldaps?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/, 'is ldaps:// or ldap:// with a host and perhaps a port')
  .refine((text) => URL.canParse(text), 'has a port that is none')
const attribute = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'the name of an attribute such as uid')
const attributeOrNone = (name: string | null) => attribute.nullable().default(name)
const distinguishedName = z.string().trim().min(1).max(500).nullable().default(null)

/** Each opened bracket of a filter closed, and nothing outside them. */
function isWholeFilter(text: string): boolean {
  let depth = 0
  for (const [at, sign] of [...text].entries()) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (depth < 0 || (depth === 0 && at < text.length - 1)) return false
  }
  return depth === 0 && text.startsWith('(')
}

/** An LDAP directory or Active Directory in which the organisation's passwords live (K10). */
const directory = z.strictObject({
  kind: z.enum(['none', 'ldap', 'active-directory']).default('none'),
  /** asked in this order: the next one when one does not answer */
  servers: z.array(directoryServer).max(5).default([]),
  /** the lines of the certificates, as PEM, of an authority of the organisation's own; empty for the well-known ones */
  authority: z.array(z.string().max(4_000)).max(500).default([]),
  /** as whom the portal signs in there; its password is sealed elsewhere */
  bindName: distinguishedName,
  /** below which people are */
  base: distinguishedName,
  /** where somebody's name stands there, and which of the portal's names it is */
  attribute: attribute.default('uid'),
  matches: z.enum(['username', 'memberNumber', 'email']).default('username'),
  personFilter: z.string().trim().max(500).refine(isWholeFilter, 'a filter such as (objectClass=person)').default('(objectClass=person)'),
  /** people are read into the register, as an import does */
  reads: z.enum(['never', 'hourly', 'daily']).default('never'),
  /** where their details stand; null is not read. Groups are names of entries: the first part of each */
  fields: z
    .strictObject({
      givenName: attributeOrNone('givenName'),
      familyName: attributeOrNone('sn'),
      email: attributeOrNone('mail'),
      mobile: attributeOrNone('mobile'),
      groups: attributeOrNone(null),
    })
    .prefault({}),
  /** a number that a person changes here is written there */
  isMobileWritten: z.boolean().default(false),
})

const claim = z
  .string()
  .trim()
  .regex(/^[\w:./-]{1,200}$/, 'the name of a claim such as email')
const bareWord = z.string().regex(/^[!#-[\]-~]{1,200}$/, 'a word without spaces')

/** At an issuer for all of Microsoft's customers anybody's administrator may call somebody whatever he likes. */
const isIssuer = (text: string) =>
  isSafeAddress(text) && !text.includes('?') && !/^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)\b/i.test(text)

const groupNames = z.array(line).max(50).default([])

/** Another OpenID Connect provider where people may sign in, beside the sign-in of the portal (H7). */
const provider = z.strictObject({
  /** null: there is none */
  issuer: z.string().trim().refine(isIssuer, 'is the https:// address of one issuer').nullable().default(null),
  /** what the portal is called there; its secret is sealed elsewhere */
  clientId: z.string().trim().min(1).max(200).nullable().default(null),
  scopes: z.array(bareWord).max(20).default(['openid', 'profile', 'email']),
  /** what the way is called on the sign-in page */
  label: perLanguage(line).default({}),
  /** which of the portal's names a claim holds; people are found by it alone */
  matches: z.enum(['username', 'memberNumber', 'email']).default('email'),
  claim: claim.default('email'),
  /** the claim that must be true; null where the provider vouches for all that it says */
  verifiedBy: claim.nullable().default('email_verified'),
  /** only people of these groups may sign in there; empty for everybody */
  groups: groupNames,
  /** values of `acr` that say that the provider asked for a second factor */
  secondFactorAcr: z.array(bareWord).max(20).default([]),
  /** whoever is not in the register comes into it */
  isCreating: z.boolean().default(false),
})

const notice = z.strictObject({
  title: perLanguage(line).optional(),
  text: perLanguage(z.string().trim().min(1).max(1_000)),
  /** the word or words of the link at the end */
  link: z.strictObject({ label: perLanguage(line), href }).optional(),
  /** ISO 8601; shown from then on */
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
})

const passwordPolicy = z.strictObject({
  /** code points */
  minLength: count(1, 64).default(15),
  /** security.md 19: at least 64 */
  maxLength: count(64, 1_024).default(256),
  /** how many of capitals, small letters, digits, symbols; null asks for none */
  kindsAtLeast: count(1, 4).nullable().default(null),
  /** kinds that each must be there */
  requiredKinds: z.array(z.enum(['capital', 'small', 'digit', 'symbol'])).default([]),
  /** nothing but A–Z, a–z and 0–9 */
  isAsciiAlphanumericOnly: z.boolean().default(false),
  /** letters that may not occur, compared without regard to case */
  forbiddenLetters: z.string().max(50).default(''),
  /** pieces of three or more letters of the names, split at space, hyphen, apostrophe */
  areNamePartsRefused: z.boolean().default(true),
  isUsernameRefused: z.boolean().default(true),
  /** languages whose words are refused, digits at the ends left away */
  commonWords: z.array(language).default([]),
  /** the 49,000 most common passwords and what the operator adds */
  areCommonPasswordsRefused: z.boolean().default(true),
  /** words of the organisation that may not occur */
  refusedWords: z.array(z.string().min(3).max(50)).default([]),
  /** earlier passwords that may not come back, beside the present one */
  history: count(0, 100).default(0),
  /** hours between two changes by the person; 0 for none */
  minAgeHours: count(0, 720).default(0),
})
export type PasswordPolicy = z.output<typeof passwordPolicy>

export const organisationSettings = z
  .strictObject({
    name: line,
    /** ISO 3166-1: numbers without a country code are read by it */
    country: z.string().regex(/^[A-Z]{2}$/),
    /** IANA name: times are shown in it */
    timeZone: z.string().refine(isTimeZone, 'a time zone such as Europe/Stockholm').default('Europe/Stockholm'),
    /** the first is the one for people whose browser asks for none of them */
    languages: z
      .array(language)
      .min(1)
      .refine((list) => new Set(list).size === list.length, 'each once'),
    hosts: z.array(host).default([]),
    /** links in messages lead here instead of BASE_URL/slug; one of `hosts` */
    primaryHost: host.nullable().default(null),
    /** the organisation's own web address */
    homeAddress: href.nullable().default(null),
    look: z.strictObject({
      /** OKLCH hue in degrees and chroma of the organisation's colour; all else follows */
      hue: z.number().min(0).max(360),
      chroma: z.number().min(0).max(0.2),
      /** up to three letters on the mark */
      sign: z.string().min(1).max(3),
      /** one sentence on the panel */
      says: perLanguage(line).default({}),
    }),
    help: z.strictObject({
      /** E.164 */
      phone: z
        .string()
        .regex(/^\+[1-9][0-9]{5,14}$/)
        .nullable()
        .default(null),
      email: z.email().nullable().default(null),
      name: perLanguage(line).default({}),
      hours: perLanguage(line).default({}),
      /** strangers may read the public help and write to the organisation */
      isPublic: z.boolean().default(false),
      /** words that search takes for the same: "a-kassa = arbetslöshetskassa" */
      synonyms: z
        .array(
          z
            .string()
            .max(200)
            .regex(/^[^=]*[^=\s][^=]*(=[^=]*[^=\s][^=]*)+$/),
        )
        .max(500)
        .default([]),
    }),
    words: words.default({}),
    notices: z.array(notice).default([]),
    /** addresses that count as the organisation's own network */
    trustedNetworks: z.array(cidr).default([]),
    signIn: z
      .strictObject({
        pages: z.union([z.literal(1), z.literal(2)]).default(2),
        /** what may be typed as user name */
        identifiers: z
          .array(z.enum(['memberNumber', 'username', 'email']))
          .min(1)
          .default(['username', 'email', 'memberNumber']),
        /** old user names still find the person, who is told what to type from now on (but not people of these groups) */
        formerUsernames: z.strictObject({ isAccepted: z.boolean().default(false), silentGroups: z.array(line).default([]) }).prefault({}),
        isFirstInsideOnly: z.boolean().default(false),
        /** days that a remembered sign-in lasts; null offers none */
        rememberDays: count(1, 30).nullable().default(null),
        /** a link to self-registration: the proved address becomes the name to sign in with */
        isRegistrationOpen: z.boolean().default(false),
        /** the officials' way on the sign-in page */
        hasOfficialsWay: z.boolean().default(false),
        hasFirstPasswordLinks: z.boolean().default(false),
        /** "Problem" is a button that carries the typed name along (M1); otherwise a link */
        isNameCarriedToRecovery: z.boolean().default(false),
      })
      .prefault({}),
    secondFactor: z.enum(['never', 'outside', 'always']).default('always'),
    /** what people may set up themselves and prove themselves by, before a code by SMS; what isn't offered isn't asked for either */
    factors: z
      .strictObject({
        areAppsOffered: z.boolean().default(true),
        /** as first factor on the sign-in page, and as second one */
        arePasskeysOffered: z.boolean().default(false),
        /** days for which no code is asked for in a browser in which one was typed, where the person wishes that; null offers it to nobody */
        deviceDays: count(1, 90).nullable().default(null),
        /** whose people may set up apps and passkeys; empty for everybody */
        offeredGroups: groupNames,
        /** whose people are always asked for a second factor, whatever `secondFactor` says */
        askedGroups: groupNames,
        /** whose people get no further than to setting up an app or a passkey until they have one */
        requiredGroups: groupNames,
      })
      .prefault({}),
    /** the way back in with a code, in the order of its pages */
    recovery: z
      .strictObject({
        /** closed: the page names the service desk */
        isOpen: z.boolean().default(true),
        /**
         * what must be proved before a new password, one after the other: each by a code that goes the first of its ways for which the
         * person has a validated contact. One telephone that is the second factor too should not be enough (security.md 35).
         */
        proofs: z
          .array(z.array(z.enum(['sms', 'email'])).min(1))
          .min(1)
          .max(2)
          .refine((proofs) => new Set(proofs.flat()).size === proofs.flat().length, 'each way once')
          .default([['email'], ['sms']]),
        /** "I have forgotten my password" or "my user name" first (H4) */
        isUsernameOffered: z.boolean().default(false),
        /** a message goes to every address that is typed, a stranger's too, so that the page may tell everybody alike when it is refused (H5) */
        isEveryAddressAnswered: z.boolean().default(false),
        /** on the organisation's network somebody without a contact is told so (M3); elsewhere nobody is */
        areMissingContactsToldInside: z.boolean().default(false),
        /** what must be accepted before a new password (K4) */
        terms: perLanguage(z.string().trim().min(1).max(2_000)).nullable().default(null),
        /** a locked account may be unlocked with its present password (M4) */
        isUnlockOffered: z.boolean().default(false),
        /** what the person should do after a change (K8), in Markdown */
        advice: perLanguage(z.string().trim().min(1).max(10_000)).nullable().default(null),
      })
      .prefault({}),
    /**
     * the link "this was not me" in messages that tell of a change: a week, for whoever reads mail on Sundays or comes
     * home from a journey; a mailbox that is taken over later holds none that works. A contact that was changed counts
     * as the person's own only after as many days.
     */
    notMe: z.strictObject({ linkDays: count(1, 30).default(7) }).prefault({}),
    /** secrets that are sent to people who have no password, or have forgotten it (F1–F3) */
    firstPassword: z
      .strictObject({
        /** hours that one by SMS or e-mail lives; security.md 3: at most 24 */
        lifeHours: count(1, 24).default(24),
        /** days that one by letter lives; security.md 3: at most 21 */
        letterLifeDays: count(1, 21).default(21),
        /** when the present password is erased: F6 asks for `ordering` */
        erasesAt: z.enum(['ordering', 'use']).default('use'),
      })
      .prefault({}),
    lock: z
      .strictObject({
        failures: count(3, 100).default(6),
        windowMinutes: count(1, 1_440).default(15),
        /** the first lock lasts the first, each further one the next, the last for ever after; seconds */
        waitsSeconds: z.array(count(1, 86_400)).min(1).default([30, 60, 120, 300, 900, 1_800, 3_600]),
      })
      .prefault({}),
    sessions: z
      .strictObject({
        idleMinutes: count(1, 1_440).default(60),
        absoluteHours: count(1, 24).default(24),
        staffIdleMinutes: count(1, 60).default(15),
        staffAbsoluteHours: count(1, 24).default(12),
        /** a sensitive change asks for the password again after this long */
        freshMinutes: count(1, 60).default(15),
      })
      .prefault({}),
    passwords: passwordPolicy.prefault({}),
    directory: directory.prefault({}),
    provider: provider.prefault({}),
    codes: z
      .strictObject({
        /** security.md 2: at most 10 */
        lifeMinutes: count(1, 10).default(10),
        tries: count(1, 6).default(5),
        resends: count(0, 5).default(5),
        pauseMinutes: count(1, 1_440).default(120),
      })
      .prefault({}),
    /** security.md 9; trusted networks get ten times the two that count by address */
    limits: z
      .strictObject({
        messagesPerRecipientPer10Minutes: count(1, 1_000).default(10),
        messagesPerPersonPerDay: count(1, 1_000).default(20),
        /** of the lock of one account, by SMS or e-mail: whoever locks it again and again does not flood its owner */
        lockNoticesPerPersonPerDay: count(1, 100).default(3),
        messagesPerCountryPerDay: count(1, 10_000_000).default(100_000),
        messagesPerCountryPerMonth: cap,
        smsPerDay: cap,
        smsPerMonth: cap,
        emailsPerDay: cap,
        emailsPerMonth: cap,
        lettersPerMonth: cap,
        failedSignInsPerAddressPer10Minutes: count(10, 100_000).default(300),
        codeRequestsPerAddressPer10Minutes: count(5, 100_000).default(60),
        /** countries whose numbers get messages */
        smsCountries: z.array(z.string().regex(/^[A-Z]{2}$/)).default(['SE', 'NO', 'FI', 'DK', 'IS']),
      })
      .prefault({}),
    /** what one message costs, so that the page of deliveries can say what a day and a month did */
    prices: z
      .strictObject({
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .default('EUR'),
        sms: price,
        /** to a number of another country */
        smsAbroad: price,
        letter: price,
      })
      .prefault({}),
    /** the last link of the audit's chain, mailed each day: who keeps it outside sees later whether the chain still holds it */
    audit: z
      .strictObject({
        isHeadMailed: z.boolean().default(true),
        /** the administrators when there is none */
        headTo: z.email().nullable().default(null),
      })
      .prefault({}),
    /**
     * days that things are kept after their time, by kind. The lowest of each is a floor: what limits, links, the way back
     * of an import or the finding of an intruder needs is never gone before. What happened stands in the log for good.
     */
    retention: z
      .strictObject({
        codeDays: count(1, 30).default(2),
        sessionDays: count(7, 730).default(90),
        deviceDays: count(30, 1_825).default(730),
        objectionDays: count(30, 730).default(90),
        messageTextDays: count(7, 90).default(90),
        messageDays: count(90, 3_650).default(730),
        firstPasswordDays: count(30, 730).default(365),
        caseDays: count(90, 3_650).default(730),
        contactDays: count(30, 3_650).default(730),
        roleRequestDays: count(90, 3_650).default(1_095),
        campaignDays: count(90, 3_650).default(730),
        importDays: count(31, 3_650).default(365),
        settingsDays: count(365, 7_300).default(3_650),
        revisionDays: count(30, 7_300).default(1_095),
        rollDays: count(30, 3_650).default(365),
        systemDays: count(30, 3_650).default(365),
        statisticsDays: count(400, 7_300).default(1_825),
        /** addresses, devices, what was typed, reasons */
        auditPersonalDays: count(180, 3_650).default(1_095),
        /** people whom the system that keeps the register removed; then they are erased */
        goneDays: count(30, 3_650).default(365),
      })
      .prefault({}),
    myDetails: z
      .strictObject({
        /** a new number counts only when a code sent to it was typed */
        isMobileProvedByCode: z.boolean().default(true),
        /** number and password in one form (S3) */
        isPasswordWithMobile: z.boolean().default(false),
      })
      .prefault({}),
    /** HSTS for the hosts below this one too; a municipality may have others */
    hstsIncludesSubdomains: z.boolean().default(true),
    /** the rules of security.md that these settings break, and why; `apply` refuses an unrecorded one */
    deviations: z.array(z.strictObject({ rule: count(1, 56), reason: z.string().min(1).max(300) })).default([]),
  })
  .superRefine((settings, context) => {
    if (settings.primaryHost && !settings.hosts.includes(settings.primaryHost))
      context.addIssue({ code: 'custom', path: ['primaryHost'], message: 'is none of `hosts`' })
    if (settings.directory.kind !== 'none')
      for (const path of ['servers', 'bindName', 'base'] as const)
        if (!settings.directory[path]?.length) context.addIssue({ code: 'custom', path: ['directory', path], message: 'is missing for a directory' })
    const { areAppsOffered, arePasskeysOffered, offeredGroups, requiredGroups } = settings.factors
    const isOffered = (areAppsOffered || arePasskeysOffered) && (offeredGroups.length === 0 || requiredGroups.every((group) => offeredGroups.includes(group)))
    if (requiredGroups.length > 0 && !isOffered)
      context.addIssue({ code: 'custom', path: ['factors', 'requiredGroups'], message: 'must be offered what they are required to have' })
    const { issuer, clientId, scopes, isCreating, matches, verifiedBy, groups } = settings.provider
    if (issuer && !clientId) context.addIssue({ code: 'custom', path: ['provider', 'clientId'], message: 'is missing for a provider' })
    if (!scopes.includes('openid')) context.addIssue({ code: 'custom', path: ['provider', 'scopes'], message: 'needs `openid`' })
    if (isCreating && (matches !== 'email' || verifiedBy === null || groups.length > 0))
      context.addIssue({ code: 'custom', path: ['provider', 'isCreating'], message: 'needs a verified e-mail address, and everybody to be let in' })
    const { isRegistrationOpen, identifiers } = settings.signIn
    if (isRegistrationOpen && !identifiers.includes('email') && !identifiers.includes('username'))
      context.addIssue({ code: 'custom', path: ['signIn', 'isRegistrationOpen'], message: 'needs `email` or `username` among `identifiers`' })
  })

export type OrganisationSettings = z.output<typeof organisationSettings>
export type OrganisationSettingsInput = z.input<typeof organisationSettings>

/** Slugs that belong to the portal itself. */
export const reservedSlugs = [
  'api',
  'outbox',
  'health',
  'metrics',
  '_next',
  '.well-known',
  'scim',
  'oidc',
  'go',
  'demo',
  'outbox.json',
  'favicon.ico',
  'robots.txt',
]

export const organisationSlug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/, 'small letters, digits and hyphens')
  .refine((slug) => !reservedSlugs.includes(slug), 'is reserved')

/** The file of `porten organisation apply`. */
export const organisationFile = z.strictObject({ slug: organisationSlug, settings: organisationSettings })

export type Organisation = { id: string; slug: string; version: number; settings: OrganisationSettings }
