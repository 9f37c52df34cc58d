import { type CountryCode, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max'

/**
 * How numbers of these countries begin, as patterns. A country that shares its code with another (Svalbard with Norway)
 * counts as that one; whether a message goes is decided when it is sent, by the number itself.
 */
export const dialling = (countries: readonly string[]): string[] =>
  countries.filter((country): country is CountryCode => isSupportedCountry(country)).map((country) => `+${getCountryCallingCode(country)}%`)
