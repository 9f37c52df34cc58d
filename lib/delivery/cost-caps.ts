import { dayOf, startOfDay } from '@/lib/core/calendar'
import type { Organisation } from '@/lib/organisations/schema'
import type { MessageChannel } from './schema'

const day = 86_400

/** So many messages at most, of a channel or to a country's numbers, in a day or month of the organisation's calendar. */
export type CostCap = {
  channel: MessageChannel
  country: string | null
  period: 'day' | 'month'
  /** 2026-11-25 or 2026-11 */
  name: string
  since: Date
  max: number
  /** how long its count is kept: past the end of the period */
  windowSeconds: number
}

/** The caps that hold for a message now; none where the settings name none. */
export function costCaps({ settings }: Organisation, channel: MessageChannel, country: string | null, now: Date): CostCap[] {
  const { limits, timeZone } = settings
  const maxima = {
    sms: { day: limits.smsPerDay, month: limits.smsPerMonth },
    email: { day: limits.emailsPerDay, month: limits.emailsPerMonth },
    letter: { day: null, month: limits.lettersPerMonth },
  }[channel]
  const { today, month } = periodsOf(timeZone, now)
  const ofDay = { period: 'day' as const, ...today, windowSeconds: 2 * day }
  const ofMonth = { period: 'month' as const, ...month, windowSeconds: 33 * day }
  return [
    { channel, country: null, ...ofDay, max: maxima.day },
    { channel, country: null, ...ofMonth, max: maxima.month },
    ...(country ? [{ channel, country, ...ofMonth, max: limits.messagesPerCountryPerMonth }] : []),
  ].flatMap((cap) => (cap.max === null ? [] : [{ ...cap, max: cap.max }]))
}

/** Today and this month where the organisation is. */
export function periodsOf(timeZone: string, now: Date) {
  const today = dayOf(now, timeZone)
  const month = today.slice(0, 7)
  const start = (name: string) => startOfDay(name, timeZone) ?? now
  return { today: { name: today, since: start(today) }, month: { name: month, since: start(`${month}-01`) } }
}
