import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

const said = new Map<string, string>()

/** A number as the organisation's own country writes it. Kept: the same few stand on every page. */
export function sayPhone(phone: string, country: string): string {
  const name = `${country} ${phone}`
  if (said.size > 1_000) said.clear()
  const text = said.get(name) ?? write(phone, country)
  said.set(name, text)
  return text
}

function write(phone: string, country: string): string {
  const number = parsePhoneNumberFromString(phone)
  if (!number) return phone
  return number.country === country ? number.formatNational() : number.formatInternational()
}
