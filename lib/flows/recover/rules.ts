import type { OrganisationSettings } from '@/lib/organisations/schema'

export type RecoveryState = 'awaiting-code' | 'told-user-name' | 'answered' | 'terms' | 'choice' | 'new-password' | 'done'

/** The page after the code, and after what was accepted: each organisation's settings put its pages in this order. */
export function nextState(
  recovery: Pick<OrganisationSettings['recovery'], 'terms' | 'isUnlockOffered'>,
  isLocked: boolean,
  from: 'awaiting-code' | 'terms' | 'choice',
): RecoveryState {
  if (from === 'awaiting-code' && recovery.terms) return 'terms'
  if (from !== 'choice' && recovery.isUnlockOffered && isLocked) return 'choice'
  return 'new-password'
}

type Contacts = { mobile: string | null; mobileValidatedAt: Date | null; email: string | null; emailValidatedAt: Date | null }

/** Where a code may go: the first way of the organisation's that the person has proved. */
export function contactFor(channels: readonly ('sms' | 'email')[], person: Contacts): { channel: 'sms' | 'email'; recipient: string } | null {
  for (const channel of channels) {
    const [recipient, provedAt] = channel === 'sms' ? [person.mobile, person.mobileValidatedAt] : [person.email, person.emailValidatedAt]
    if (recipient && provedAt) return { channel, recipient }
  }
  return null
}

/** Whether somebody typed an address and no user name. */
export const isAddress = (typed: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed)
