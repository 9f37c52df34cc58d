/** How long somebody takes at least to read and fill in the form; milliseconds. Faster ones wait until it has passed. */
export const leastTime = 2_000
/** How long a form may lie open; milliseconds. */
export const ticketLife = 12 * 60 * 60_000

/** What a person may write, in new cases and old ones together: thirty messages a day. */
export const limitOfPerson = (organisationId: string, personId: string) => ({
  name: 'contact-person',
  key: `${organisationId} ${personId}`,
  max: 30,
  windowSeconds: 24 * 60 * 60,
})

/** Files of one message, and bytes of each. */
export const mostAttached = { files: 3, bytes: 10 * 1024 * 1024 }

/** Files that are looked at: of a person a day, of a place of strangers an hour. */
const mostLookedAt = { person: 40, place: 30 }

export const limitOfFiles = (organisationId: string, personId: string | null, place: string) =>
  personId
    ? { name: 'contact-files-person', key: `${organisationId} ${personId}`, max: mostLookedAt.person, windowSeconds: 24 * 60 * 60 }
    : { name: 'contact-files-place', key: `${organisationId} ${place}`, max: mostLookedAt.place, windowSeconds: 60 * 60 }

const digitsOf = (text: string) => [...text].map(Number)

/** Swedish: the last digit of ten follows from the others (Luhn); a coordination number counts sixty days more. */
function isSwedish(digits: string): boolean {
  const ten = digits.slice(-10)
  const [month, day] = [Number(ten.slice(2, 4)), Number(ten.slice(4, 6)) % 60]
  const sum = digitsOf(ten).reduce((total, digit, place) => {
    const weighed = digit * (place % 2 === 0 ? 2 : 1)
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && sum % 10 === 0
}

const weights = [
  [3, 7, 6, 1, 8, 9, 4, 5, 2, 1],
  [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1],
]

/** Norwegian: two digits of eleven follow from the others. */
const isNorwegian = (digits: string) =>
  weights.every((row) => row.reduce((total, weight, place) => total + weight * Number(digits[place]), 0) % 11 === 0) && /^[0-7]/.test(digits)

const finnishSigns = '0123456789ABCDEFHJKLMNPRSTUVWXY'
const isFinnish = (date: string, own: string, sign: string) => finnishSigns[Number(date + own) % 31] === sign.toUpperCase()

/** A national identity number of Sweden, Norway or Finland in a text, by its form and its check digits; or null. */
export function findIdentityNumber(text: string): string | null {
  for (const [found, date = '', own = '', sign = ''] of text.matchAll(/(?<!\w)(\d{6})[-+A-FU-Y](\d{3})([0-9A-Y])(?!\w)/gi))
    if (isFinnish(date, own, sign)) return found
  for (const [found] of text.matchAll(/(?<![\d-])(?:\d{2})?\d{6}[-+ ]?\d{4}(?![\d-])/g)) if (isSwedish(found.replace(/\D/g, ''))) return found
  for (const [found] of text.matchAll(/(?<![\d-])\d{6}[ .]?\d{5}(?![\d-])/g)) if (isNorwegian(found.replace(/\D/g, ''))) return found
  return null
}
