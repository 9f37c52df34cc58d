import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { costCaps, periodsOf } from './cost-caps'
import type { MessageChannel } from './schema'
import { countSince } from './store'

export type Use = {
  channel: MessageChannel
  /** of the numbers; null for all of a channel */
  country: string | null
  today: number
  month: number
  todayMax: number | null
  monthMax: number | null
  /** this month, in the currency of the settings */
  cost: number
}

/** What has been sent today and this month, by channel and for text messages by country too, beside the caps and at the prices of the settings. */
export async function readUse(deps: Deps, organisation: Organisation): Promise<Use[]> {
  const { prices, country: home, timeZone } = organisation.settings
  const now = deps.now()
  const periods = periodsOf(timeZone, now)
  const rows = await countSince(deps.db, organisation.id, periods.month.since, periods.today.since)
  const of = (channel: string, country: string | null) => rows.filter((row) => row.channel === channel && (country === null || row.country === country))
  const priceOf = (channel: string, country: string | null) =>
    channel === 'letter' ? prices.letter : channel === 'sms' ? (country === null || country === home ? prices.sms : prices.smsAbroad) : 0
  const line = (channel: MessageChannel, country: string | null): Use => {
    const caps = costCaps(organisation, channel, country, now).filter((cap) => cap.country === country)
    const found = of(channel, country)
    const maxOf = (period: string) => caps.find((cap) => cap.period === period)?.max ?? null
    return {
      channel,
      country,
      today: found.reduce((all, { late }) => all + late, 0),
      month: found.reduce((all, { count }) => all + count, 0),
      todayMax: maxOf('day'),
      monthMax: maxOf('month'),
      cost: found.reduce((all, row) => all + row.count * priceOf(channel, row.country), 0),
    }
  }
  const countries = [...new Set(rows.flatMap(({ channel, country }) => (channel === 'sms' && country ? [country] : [])))]
  return [line('sms', null), ...(countries.length > 1 ? countries.map((country) => line('sms', country)) : []), line('email', null), line('letter', null)]
}
