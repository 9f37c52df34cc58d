import type { Organisation } from '@/lib/organisations/schema'

type Address = { givenName: string; familyName: string; street: string; postalCode: string; city: string; country: string }

/** A person's postal address as it stands on an envelope, or null where it is not whole. The country only where it is another, and as the sender's own post reads it. */
export function addressLines({ settings }: Pick<Organisation, 'settings'>, person: Address): string[] | null {
  const { givenName, familyName, street, postalCode, city, country } = person
  const streets = street.split(/[\r\n]+/).filter((line) => line.trim() !== '')
  if (streets.length === 0 || postalCode.trim() === '' || city.trim() === '') return null
  const abroad = country.trim() && country.trim().toUpperCase() !== settings.country ? countryName(country.trim(), settings.languages[0] ?? 'en') : null
  return [`${givenName} ${familyName}`, ...streets, `${postalCode} ${city.toUpperCase()}`, ...(abroad ? [abroad.toUpperCase()] : [])].filter(
    (line) => line.trim() !== '',
  )
}

/** Registers hold a code (ISO 3166-1) or a name. */
const countryName = (country: string, language: string) =>
  /^[a-z]{2}$/i.test(country) ? (new Intl.DisplayNames(language, { type: 'region' }).of(country.toUpperCase()) ?? country) : country
