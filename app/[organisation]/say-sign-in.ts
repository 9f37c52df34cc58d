import type { Visit } from '@/lib/web/visit'

/** Where a sign-in came from, what proved it and when, in plain words. */

export const placeOf = ({ say }: Pick<Visit, 'say'>, isInside: boolean) => say(isInside ? 'details.place.inside' : 'details.place.outside')

const secondFactors = ['app', 'sms', 'recovery-code'] as const

export const proofOf = ({ say }: Pick<Visit, 'say'>, factors: readonly string[]) =>
  say(`details.factor.${secondFactors.find((factor) => factors.includes(factor)) ?? 'password'}`)

export const timeOf = ({ say, organisation }: Pick<Visit, 'say' | 'organisation'>, timeStyle: 'short' | 'medium' = 'short') =>
  new Intl.DateTimeFormat(say.language === 'en' ? 'en-GB' : say.language, { dateStyle: 'medium', timeStyle, timeZone: organisation.settings.timeZone })

/** What the audit keeps of an event is JSON of any shape. */
export const readObject = (value: unknown): Record<string, unknown> => (value !== null && typeof value === 'object' ? { ...value } : {})
