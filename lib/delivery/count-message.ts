import type { Deps } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { type CostCap, costCaps } from './cost-caps'
import { readRecipient } from './read-recipient'
import { readCap } from './rules'
import type { MessageChannel } from './schema'
import { countSince } from './store'

export type CapFailure = 'delivery.tooMany' | 'delivery.countryClosed'
type Counted = { channel: MessageChannel; recipient: string; personId: string | null; isNotice?: boolean }

const tenMinutes = 600
const day = 86_400

/**
 * Counts one message against the organisation's caps (security.md 9): per recipient in 10 minutes, per person and per
 * country in a day. For a stranger's name give what was typed as the recipient and no person: the caps then hold for
 * it just the same (security.md 10), and a name that is no number counts for the organisation's own country. Notices are
 * counted by themselves: whoever asks for codes until the cap is reached does not silence what the owner must hear.
 */
export async function countMessage(deps: Deps, organisation: Organisation, counted: Counted): Promise<Result<null, CapFailure>> {
  const { id, settings } = organisation
  const { limits } = settings
  const { key, country: found } = readRecipient(counted.channel, counted.recipient, settings.country)
  const country = counted.channel === 'sms' ? (found ?? settings.country) : null
  if (country && !limits.smsCountries.includes(country)) return failure('delivery.countryClosed')

  const kind = counted.isNotice ? 'notice' : 'message'
  // Always in this order, so that two transactions never wait for each other.
  const caps = [
    { name: `${kind}-recipient`, key: `${id} ${key}`, max: limits.messagesPerRecipientPer10Minutes, windowSeconds: tenMinutes },
    { name: `${kind}-person`, key: `${id} ${counted.personId ?? key}`, max: limits.messagesPerPersonPerDay, windowSeconds: day },
    ...(country ? [{ name: 'message-country', key: `${id} ${country}`, max: limits.messagesPerCountryPerDay, windowSeconds: day }] : []),
  ]
  for (const cap of caps) if ((await countUse(deps, cap)).isOver) return failure('delivery.tooMany')
  for (const cap of costCaps(organisation, counted.channel, country, deps.now()))
    if (await isOverCost(deps, organisation, cap, counted)) return failure('delivery.tooMany')
  return success(null)
}

/**
 * Counts against a cap of the calendar. Its first message brings along those of before in the same day or month, so that a
 * cap that is set on the 20th holds for the whole month. The administrators are told in time, and again at its end.
 */
async function isOverCost(deps: Deps, { id }: Organisation, cap: CostCap, { isNotice = false }: Counted): Promise<boolean> {
  const limit = { name: `cost-${cap.period}`, key: `${id} ${cap.channel} ${cap.country ?? ''} ${cap.name}`, max: cap.max, windowSeconds: cap.windowSeconds }
  let { count } = await countUse(deps, limit)
  let added = 1
  if (count === 1) {
    const rows = (await countSince(deps.db, id, cap.since)).filter(
      ({ channel, country }) => channel === cap.channel && (!cap.country || country === cap.country),
    )
    const earlier = rows.reduce((sum, row) => sum + row.count, 0)
    if (earlier > 0) ({ count } = await countUse(deps, { ...limit, by: earlier }))
    added += earlier
  }
  const { isOver, reached } = readCap(cap.max, count, added, isNotice)
  const { channel, country, period, name, max } = cap
  if (reached) await enqueueJob(deps, 'tell-cap', { organisationId: id, channel, country: country ?? '', period, name, max: String(max), reached })
  return isOver
}
