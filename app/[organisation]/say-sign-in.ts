import { reasons } from '@/lib/flows/sign-in/rules'
import type { Visit } from '@/lib/web/visit'
import { dateTag } from './say-date'

/** Where a sign-in came from, what proved it and when, in plain words. */

export const placeOf = ({ say }: Pick<Visit, 'say'>, isInside: boolean) => say(isInside ? 'details.place.inside' : 'details.place.outside')

const secondFactors = ['passkey', 'app', 'sms', 'recovery-code'] as const

export const proofOf = ({ say }: Pick<Visit, 'say'>, factors: readonly string[]) => {
  const second = secondFactors.find((factor) => factors.includes(factor))
  if (factors.includes('provider'))
    return say(second ? 'details.factor.providerCode' : `details.factor.${factors.at(-1) === 'provider-factor' ? 'providerFactor' : 'provider'}`)
  return factors.length === 1 && factors[0] === 'passkey' ? say('details.factor.passkeyAlone') : say(`details.factor.${second ?? 'password'}`)
}

/** Why a code was asked for, or why not; null for a sign-in of before it was kept. */
export function whyOf({ say }: Pick<Visit, 'say'>, why: unknown): string | null {
  const reason = reasons.find((reason) => reason === why)
  return reason ? say(`details.why.${reason}`) : null
}

export const timeOf = ({ say, organisation }: Pick<Visit, 'say' | 'organisation'>, timeStyle: 'short' | 'medium' = 'short') =>
  new Intl.DateTimeFormat(dateTag(say.language), { dateStyle: 'medium', timeStyle, timeZone: organisation.settings.timeZone })

/** What the audit keeps of an event is JSON of any shape. */
export const readObject = (value: unknown): Record<string, unknown> => (value !== null && typeof value === 'object' ? { ...value } : {})
