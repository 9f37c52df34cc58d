import { type CountryCode, getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'

const mobileTypes = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE', undefined])

/**
 * A mobile number in any usual way of writing, as E.164; null when it is none. `country` is the organisation's, for
 * numbers without a country code.
 */
export function readMobile(text: string, country: string): string | null {
  if (text.length > 40) return null
  const number = parsePhoneNumberFromString(text.normalize('NFKC').replace(/[‐-―−]/g, '-'), country as CountryCode)
  return number?.isValid() && mobileTypes.has(number.getType()) ? number.number : null
}

/** ISO 3166-1 country of an E.164 number. */
export function mobileCountry(mobile: string): string | null {
  return parsePhoneNumberFromString(mobile)?.country ?? null
}

/** ISO 3166-1 countries that have telephone numbers: what a postal address may lie in. */
export const countries = (): string[] => getCountries()

/** What a mobile number of the country looks like, for a hint: digits alone, as people write it there. */
export const exampleMobile = (country: string): string =>
  getExampleNumber(country as CountryCode, examples)
    ?.formatNational()
    .replace(/\D/g, '') ?? ''
