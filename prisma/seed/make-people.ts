import type { RegisterColumn } from '@/lib/register-import/schema'
import { demoAccounts } from './demo-accounts'
import { demoVote } from './demo-vote'
import { names } from './names'

export type RegisterRow = Partial<Record<RegisterColumn, string>>

/** People of an organisation of the demo, the accounts to try among them. */
const peopleCount = 300

const country = { kristinehov: 'sv', motafors: 'sv', hameenportti: 'fi', securia: 'sv', handelsforbundet: 'nb', standard: 'sv' } as const
const countryCode = { sv: 'SE', nb: 'NO', fi: 'FI' } as const

/**
 * The register of an organisation of the demo: the same people every time. Numbers come from the range that Sweden keeps
 * for fiction (070-174 06 05 to 99), so some sixty have one; others have an e-mail address under example.org, or nothing.
 */
export function makePeople(slug: string): RegisterRow[] {
  const language = country[slug as keyof typeof country] ?? 'sv'
  const { given, family, streets, cities } = names[language]
  const accounts = demoAccounts(slug).map(({ row }) => row)
  const taken = new Set(accounts.flatMap((row) => [row.username, row.email, row.memberNumber, row.formerUsername]))
  const numbers = Array.from({ length: 95 }, (_, index) => `+467017406${String(index + 5).padStart(2, '0')}`).filter(
    (number) => !accounts.some((row) => row.mobile === number),
  )
  const random = randomOf(slug)
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item
  const people: RegisterRow[] = [...accounts]
  for (let index = 0; people.length < peopleCount; index++) {
    const [givenName, familyName] = [pick(given), pick(family)]
    const [postalCode, city] = pick<readonly [string, string]>(cities)
    const plain = (text: string) =>
      text
        .toLowerCase()
        .normalize('NFD')
        .replace(/[^a-z]/g, '')
        .replaceAll('ø', 'o')
    const username = `${plain(givenName).slice(0, 3)}${plain(familyName).slice(0, 3)}${index % 7 ? index : ''}`
    const email = `${plain(givenName)}.${plain(familyName)}${index}@example.org`
    if (taken.has(username)) continue
    taken.add(username)
    people.push({
      givenName,
      familyName,
      postalCode,
      city,
      street: `${pick(streets)} ${1 + Math.floor(random() * 90)}`,
      country: countryCode[language],
      language,
      memberNumber: String(90_410_000 + index * 7),
      username: slug === 'hameenportti' || slug === 'handelsforbundet' ? '' : username,
      formerUsername: slug === 'hameenportti' ? username : '',
      email: slug === 'hameenportti' || random() < 0.6 ? email : '',
      mobile: index < 54 ? (numbers.pop() ?? '') : '',
      groups: pick(['', 'north', 'south', 'north|youth']) + (slug === demoVote.slug && index < demoVote.people ? `|${demoVote.group}` : ''),
    })
  }
  return people
}

/** mulberry32: small, and the same on every machine. */
function randomOf(seed: string): () => number {
  let state = [...seed].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
