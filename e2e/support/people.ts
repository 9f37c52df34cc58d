import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Deps } from '@/lib/core/db'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { hashPassword } from '@/lib/passwords/hash-password'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import { rememberFirstSignIn } from '@/lib/people/membership'
import { importPeople } from '@/lib/register-import/import-people'
import { nextNumber } from './inbox'
import { stage } from './stage'

/** Keeps the rules of every organisation of the journeys. */
export const password = 'Kvastfot73Zz+Ek'

export type TestPerson = {
  id: string
  organisation: Organisation
  givenName: string
  familyName: string
  username: string
  email: string
  memberNumber: string
  /** old user name, or none */
  formerUsername: string
  /** E.164, or none */
  mobile: string
  password: string
  /** what the person types as user name */
  name: string
}

export type PersonWishes = {
  givenName?: string
  familyName?: string
  /** without a wish: whoever needs one to sign in */
  hasMobile?: boolean
  hasEmail?: boolean
  hasUsername?: boolean
  /** has signed in before, so that S1 lets them in from outside */
  hasSignedIn?: boolean
  hasFormerUsername?: boolean
  groups?: string
  roles?: string
  language?: string
  /** street, postal code and city */
  address?: { street: string; postalCode: string; city: string }
}

let hash: Promise<string> | undefined

/** An invented person of an organisation, through the register import as in life. Nobody else has the name, number or address. */
export async function makePerson(deps: Deps, slug: string, wishes: PersonWishes = {}): Promise<TestPerson> {
  const organisation = await findOrganisation(deps, slug)
  if (!organisation) throw new Error(`There is no organisation ${slug}.`)
  const {
    givenName = 'Kerstin',
    familyName = 'Ekelund',
    hasEmail = true,
    hasUsername = true,
    hasSignedIn = true,
    hasFormerUsername = false,
    groups = '',
    roles = '',
    hasMobile = organisation.settings.secondFactor !== 'never' || roles !== '',
    language = '',
    address = { street: '', postalCode: '', city: '' },
  } = wishes
  const own = randomBytes(5).toString('hex')
  const person = {
    givenName,
    familyName,
    username: hasUsername ? `anv${own}` : '',
    email: hasEmail ? `${own}@example.org` : '',
    memberNumber: `M${own}`,
    formerUsername: hasFormerUsername ? `vanha${own}` : '',
    mobile: hasMobile ? await unusedMobile(slug) : '',
  }
  hash ??= hashPassword(password)
  const row = { ...person, ...address, groups, roles, language, passwordHash: await hash }
  const file = Readable.from([
    `${Object.keys(row).join(';')}\n${Object.values(row)
      .map((cell) => `"${cell}"`)
      .join(';')}\n`,
  ])
  const report = await importPeople(deps, { organisation, file, fileName: 'journey.csv', isDryRun: false, databaseUrl: stage.databaseUrl })
  if (report.counts.created !== 1) throw new Error(`The person was not taken in: ${JSON.stringify(report)}`)
  const found = await findPersonByIdentifier(deps, organisation.id, person.memberNumber)
  if (!found) throw new Error('The person is not in the register.')
  if (hasSignedIn) await rememberFirstSignIn(deps, organisation.id, found.id)
  return { ...person, id: found.id, organisation, password, name: person.username || person.email }
}

/**
 * Nobody of the organisation has it. From the range that is set aside for fiction: 070-174 06 05 to 99. Each organisation
 * begins at another place of it, so that what a journey has the gateway do with a number seldom meets another's.
 */
export async function unusedMobile(slug: string): Promise<string> {
  const taken = await nextNumber(`mobile of ${slug}`)
  if (taken >= 95) throw new Error(`The journeys have used up the numbers of ${slug}: fewer of its people should have one.`)
  const begin = createHash('sha256').update(slug).digest().readUInt32BE()
  return `+467017406${String(5 + ((begin + taken) % 95)).padStart(2, '0')}`
}
