import { networkTroubleOf } from '@/lib/core/network-trouble'
import type { CheckedThere, Entry, Refusal, TroubleKind } from './schema'

/** How long answers wait for the next mark, so that nobody learns from the time whether a name is known there; milliseconds. */
export const answerMark = 100

/** So many people the test of a connection counts at most. */
export const mostPeople = 100

/** What stands on an entry: one value, several or none. */
export type Attributes = Readonly<Record<string, unknown>>

/** The values of an attribute, whatever the case of its name. */
export function valuesOf(attributes: Attributes, name: string): string[] {
  const found = Object.entries(attributes).find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1]
  return [found ?? []].flat().map((value) => String(value))
}

export const firstOf = (attributes: Attributes, name: string): string | null => valuesOf(attributes, name)[0] || null

/** What an entry is asked for beside its name. */
export const stateAttributes = {
  ldap: ['pwdAccountLockedTime', 'pwdReset', 'pwdLastSuccess', 'authTimestamp'],
  'active-directory': ['lockoutTime', 'userAccountControl', 'msDS-User-Account-Control-Computed', 'lastLogon', 'lastLogonTimestamp'],
} as const

/** ppolicy's mark of an account that an administrator of the directory has shut; every other time is a lock's. */
const shutForGood = '000001010000Z'
/** Bits of Active Directory's userAccountControl. */
const disabled = 0x2
const lockedOut = 0x10

/** Whether an entry is locked after wrong passwords, or shut, and when it was used last. A lock of ppolicy that has ended stands there until the next sign-in: it counts. */
export function stateOf(kind: keyof typeof stateAttributes, entry: Attributes): Omit<Entry, 'dn'> {
  if (kind === 'ldap') {
    const lockedSince = firstOf(entry, 'pwdAccountLockedTime')
    const isClosed = lockedSince === shutForGood
    // `lastbind on` writes the one, the overlay of that name the other.
    return {
      isLocked: lockedSince !== null && !isClosed,
      isClosed,
      usedAt: latest(['pwdLastSuccess', 'authTimestamp'].map((name) => timeOf(firstOf(entry, name)))),
    }
  }
  const computed = firstOf(entry, 'msDS-User-Account-Control-Computed')
  const isLocked = computed === null ? Number(firstOf(entry, 'lockoutTime') ?? 0) > 0 : (Number(computed) & lockedOut) !== 0
  // Each controller keeps the one for itself; the other comes to all of them, up to two weeks late.
  const usedAt = latest(['lastLogon', 'lastLogonTimestamp'].map((name) => fileTimeOf(firstOf(entry, name))))
  return { isLocked, isClosed: (Number(firstOf(entry, 'userAccountControl') ?? 0) & disabled) !== 0, usedAt }
}

const latest = (times: (Date | null)[]) => times.reduce((last, time) => (time && (!last || time > last) ? time : last), null)

/** LDAP's generalized time, such as 20261130180513Z or with parts of a second. */
function timeOf(written: string | null): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?Z$/.exec(written ?? '')?.slice(1)
  return parts ? dateOf(Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z`)) : null
}

/** Windows's: tenths of microseconds since 1601; 0 for never. */
const fileTimeOf = (written: string | null) => (written && /^[1-9]\d*$/.test(written) ? dateOf(Number(written) / 10_000 - 11_644_473_600_000) : null)

const dateOf = (time: number) => (Number.isNaN(time) || time > 8.64e15 ? null : new Date(time))

/** What Active Directory says behind `data` in a refused sign-in: that the password was right is told by the last two alone. */
const adReasons: Record<string, CheckedThere> = {
  '525': 'unknown',
  '52e': 'wrong',
  '533': 'closed',
  '701': 'closed',
  '775': 'locked',
  '532': 'must-change',
  '773': 'must-change',
}

/** A refused sign-in: by the error of ppolicy's control, or what Active Directory writes. */
export function whyNotSignedIn(policyError: number | null, message: string): CheckedThere {
  if (policyError === 0) return 'must-change' // ppolicy tells of an ended password only where it was right
  if (policyError === 1) return 'locked'
  return adReasons[/\bdata ([0-9a-f]{3})\b/i.exec(message)?.[1]?.toLowerCase() ?? ''] ?? 'wrong'
}

/** The errors of ppolicy's control that are about a new password. */
const policyRefusals: Record<number, Refusal> = { 5: 'quality', 6: 'tooShort', 7: 'minAge', 8: 'history', 9: 'tooLong' }

/** A refused new password. Windows names no reason of a broken rule; Samba does in words. */
export function whyNotTaken(policyError: number | null, message: string): Refusal {
  const told = policyError === null ? undefined : policyRefusals[policyError]
  if (told) return told
  if (/history/i.test(message)) return 'history'
  if (/too young|minimum password age|too recent|min_pwd_age/i.test(message)) return 'minAge'
  if (/too short|shorter/i.test(message)) return 'tooShort'
  if (/complexity|quality|0000052D/i.test(message)) return 'quality'
  return 'refused'
}

/** What a failed connection, or a number that the server answers with, means. */
export function troubleOf(code: string | number | undefined, message: string): TroubleKind {
  if (typeof code === 'number') return ({ 10: 'referral', 32: 'noBase', 50: 'notPermitted', 51: 'busy', 52: 'busy' } as const)[code] ?? 'other'
  if (/no answer of LDAP|too long an answer/.test(message)) return 'garbled'
  return networkTroubleOf(code, message) ?? 'other'
}

/** Troubles of a server alone: the next one may do better. */
export const isOfServer = (kind: TroubleKind) => !['noSecret', 'badSecret', 'noBase', 'notPermitted', 'referral', 'other'].includes(kind)

/** What a group is called: a plain name as it stands, or the value of the first part of an entry's name, `cn=Årstad\, Bergen,ou=groups` is "Årstad, Bergen". */
export function nameOfEntry(dn: string): string {
  const first = /^[a-z][\w.-]*=((?:\\.|[^,\\])*)/is.exec(dn)?.[1] ?? dn
  return first
    .replace(/((?:\\[0-9a-f]{2})+)/gi, (bytes) => decodeURIComponent(bytes.replaceAll('\\', '%')))
    .replace(/\\(.)/gs, '$1')
    .replaceAll('|', ' ')
    .trim()
}
