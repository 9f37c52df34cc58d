import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { MessageChannel } from './schema'

/** One spelling for all writings of a number or an address, and a number's country (null when it has none). */
export type Recipient = { key: string; country: string | null }

// Territories that share their mainland's numbers and prices.
const mainlands: Record<string, string> = { AX: 'FI', SJ: 'NO' }

/** `country` is the organisation's, for numbers without a country code. */
export function readRecipient(channel: MessageChannel, text: string, country: string): Recipient {
  const folded = text.normalize('NFKC').trim().toLowerCase()
  if (channel !== 'sms') return { key: folded, country: null }
  const number = folded.length <= 40 ? parsePhoneNumberFromString(folded, country as CountryCode) : undefined
  const found = number?.country ?? null
  return { key: number?.number ?? folded, country: found && (mainlands[found] ?? found) }
}
