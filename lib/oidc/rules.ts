import { hasSecondFactor } from '@/lib/sessions/rules'
import type { Scope } from './schema'

/** How sure a sign-in is, as a system that relies on it reads it in `acr`. */
export const acr = {
  password: 'urn:porten:acr:password',
  trustedNetwork: 'urn:porten:acr:trusted-network',
  twoFactors: 'urn:porten:acr:two-factors',
} as const

type SignIn = { factors: readonly string[]; isInside: boolean }

/** True to what happened: a second factor counts wherever it was given; the trusted network is no second factor. */
export function acrOf({ factors, isInside }: SignIn): string {
  if (hasSecondFactor(factors)) return acr.twoFactors
  return isInside ? acr.trustedNetwork : acr.password
}

/** RFC 8176's names for our factors, where they differ; it has none for another provider's word. */
const methods: Record<string, string[]> = { password: ['pwd'], app: ['otp'], 'recovery-code': ['otp'], passkey: ['pop'], provider: [], 'provider-factor': [] }

/** How somebody proved themselves, in RFC 8176's names. */
export const amrOf = ({ factors }: Pick<SignIn, 'factors'>): string[] => [
  ...new Set([...factors.flatMap((factor) => methods[factor] ?? [factor]), ...(factors.length > 1 ? ['mfa'] : [])]),
]

/** What a system learns by each scope. */
export const claimsOfScope: Record<Scope, string[]> = {
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  profile: ['name', 'given_name', 'family_name', 'preferred_username', 'locale'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  'member-number': ['member_number'],
  groups: ['groups'],
  offline_access: [],
}

const hours = (count: number) => count * 60 * 60_000
/** How old a signing key may be before the next one is made; milliseconds. */
const keyLife = hours(90 * 24)
/** A new key is published so long before it signs: systems keep our keys for a while. */
export const publishedBefore = hours(24)
/** An old key is published so long after it last signed: what it signed is shown to us again at sign-out. */
const publishedAfter = hours(31 * 24)

export type KeyTimes = { id: string; signsFrom: Date }

/** The keys that are published, the one that signs first; and those that may be forgotten. `keys` is newest first. */
export function sortKeys<Key extends KeyTimes>(keys: readonly Key[], now: Date): { published: Key[]; ended: Key[] } {
  const signing = keys.find(({ signsFrom }) => signsFrom <= now) ?? keys.at(-1)
  const next = keys.filter((key) => key !== signing && key.signsFrom > now)
  const former = keys.filter((key) => key !== signing && key.signsFrom <= now)
  // The time at which the following key took over.
  const endOf = (key: Key) => keys[keys.indexOf(key) - 1]?.signsFrom.getTime() ?? Number.POSITIVE_INFINITY
  const isEnded = (key: Key) => now.getTime() - endOf(key) > publishedAfter
  return {
    published: [...(signing ? [signing] : []), ...next, ...former.filter((key) => !isEnded(key))],
    ended: former.filter(isEnded),
  }
}

export const isKeyDue = (keys: readonly KeyTimes[], now: Date) => keys[0] !== undefined && now.getTime() - keys[0].signsFrom.getTime() > keyLife

/** Whether keys that nobody can open any more may be forgotten: others have signed for as long as an old key is published. */
export const areLostEnded = (readable: readonly KeyTimes[], now: Date) => {
  const oldest = readable.at(-1)
  return oldest !== undefined && now.getTime() - oldest.signsFrom.getTime() > publishedAfter
}
