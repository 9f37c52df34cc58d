import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { readRecipient } from './read-recipient'
import type { MessageChannel } from './schema'

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
  return success(null)
}
