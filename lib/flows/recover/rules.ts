import type { OrganisationSettings } from '@/lib/organisations/schema'

type Recovery = OrganisationSettings['recovery']
/** How something may be proved. */
export type ProofWay = Recovery['proofs'][number][number]

export type RecoveryState =
  | 'awaiting-code'
  | 'awaiting-second-code'
  | 'told-user-name'
  | 'answered'
  | 'awaiting-own-factor'
  | 'terms'
  | 'choice'
  | 'new-password'
  | 'done'

/** Where codes are awaited: one for each proof, in order. */
const proofStates = ['awaiting-code', 'awaiting-second-code'] as const

/** Which proof a journey waits for, from 0; null when it waits for none. */
export function awaitedProof(state: string): 0 | 1 | null {
  if (state === proofStates[0]) return 0
  return state === proofStates[1] ? 1 : null
}

/** How far a way back in has come. */
export type Progress = {
  state: RecoveryState
  /** the ways that were proved, in order */
  proved: readonly ProofWay[]
  outcome: 'changed' | 'unlocked' | null
}

/** What has just been shown to be so; whoever calls has checked it. */
export type RecoveryEvent =
  /** `hasOwnFactor`: somebody with an app must show that too, or one telephone would open more than a sign-in does (security.md 35) */
  | { type: 'proved'; by: ProofWay; isLocked: boolean; hasOwnFactor?: boolean }
  | { type: 'own-proved'; isLocked: boolean }
  | { type: 'accepted'; isLocked: boolean }
  | { type: 'chose'; way: 'unlock' | 'new' }
  | { type: 'changed' }

/**
 * The one place that decides where a way back in goes next: each organisation's settings put its pages in this order.
 * Null when the event does not belong there (security.md 39), or when the settings have come to ask for more meanwhile.
 */
export function step(
  { state, proved, outcome }: Progress,
  event: RecoveryEvent,
  settings: Pick<Recovery, 'proofs' | 'terms' | 'isUnlockOffered'>,
): Progress | null {
  if (event.type === 'proved') {
    const at = awaitedProof(state)
    if (at === null || proved.length !== at || !settings.proofs[at]?.includes(event.by)) return null
    const all = [...proved, event.by]
    const last = event.hasOwnFactor ? 'awaiting-own-factor' : afterProofs(settings, event.isLocked)
    const next = isProved(settings.proofs, all) ? last : proofStates[all.length]
    return next ? { state: next, proved: all, outcome } : null
  }
  if (!isProved(settings.proofs, proved)) return null
  if (event.type === 'own-proved') return state === 'awaiting-own-factor' ? { state: afterProofs(settings, event.isLocked), proved, outcome } : null
  if (event.type === 'accepted') return state === 'terms' ? { state: afterTerms(settings, event.isLocked), proved, outcome } : null
  if (event.type === 'chose' && state === 'choice')
    return event.way === 'unlock' ? { state: 'done', proved, outcome: 'unlocked' } : { state: 'new-password', proved, outcome }
  if (event.type === 'changed' && state === 'new-password') return { state: 'done', proved, outcome: 'changed' }
  return null
}

const isProved = (proofs: Recovery['proofs'], proved: readonly ProofWay[]) => proofs.every((ways, at) => ways.some((way) => way === proved[at]))

const afterProofs = (settings: Pick<Recovery, 'terms' | 'isUnlockOffered'>, isLocked: boolean): RecoveryState =>
  settings.terms ? 'terms' : afterTerms(settings, isLocked)

const afterTerms = ({ isUnlockOffered }: Pick<Recovery, 'isUnlockOffered'>, isLocked: boolean): RecoveryState =>
  isUnlockOffered && isLocked ? 'choice' : 'new-password'

type Contacts = { mobile: string | null; mobileValidatedAt: Date | null; email: string | null; emailValidatedAt: Date | null }
export type Contact = { channel: ProofWay; recipient: string }

/** Where a code may go, the first way first: those that the person has proved to own. */
export function contactsFor(ways: readonly ProofWay[], person: Contacts): Contact[] {
  return ways.flatMap((channel) => {
    const [recipient, provedAt] = channel === 'sms' ? [person.mobile, person.mobileValidatedAt] : [person.email, person.emailValidatedAt]
    return recipient && provedAt ? [{ channel, recipient }] : []
  })
}

/** Whether a person could give every proof; who can't gets no code at all, as a stranger. */
export const canProve = (proofs: Recovery['proofs'], person: Contacts) => proofs.every((ways) => contactsFor(ways, person).length > 0)

type SentBefore = { channel: string; state: string; attempts: number }

/** Whether another way than that of the last message would help: it was refused, or it does not get through. */
export const isStuck = ({ state, attempts }: Omit<SentBefore, 'channel'>) =>
  ['refused', 'given-up', 'unknown'].includes(state) || (state === 'queued' && attempts > 0)

/** The way of the last message again, or the next one where that is stuck; the page says the same. */
export function nextContact(contacts: readonly Contact[], former: SentBefore | null): Contact | null {
  const at = Math.max(
    0,
    contacts.findIndex(({ channel }) => channel === former?.channel),
  )
  return contacts[(former && isStuck(former) ? at + 1 : at) % contacts.length] ?? null
}

/** Whether a typed address is written to, whoever's it is, and so its refusal told on the page (H5). */
export const isAddressAnswered = ({ isEveryAddressAnswered }: Pick<Recovery, 'isEveryAddressAnswered'>, typed: string) =>
  isEveryAddressAnswered && isAddress(typed)

/** Whether somebody typed an address and no user name. */
export const isAddress = (typed: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed)
