import type { Deps } from '@/lib/core/db'
import { asSearchTrouble } from './find-entry'
import { withLink } from './link-pool'
import { type Attributes, firstOf, nameOfEntry, valuesOf } from './rules'
import type { Of } from './schema'

/** Somebody as the directory has them, by what the settings call each of it. */
export type PersonThere = { name: string; givenName: string; familyName: string; email: string; mobile: string; groups: string[] }

const pageSize = 500

/** Everybody who has a name there, page by page; a directory that breaks off on the way has read nobody. */
export function listPeople(deps: Deps, of: Of): Promise<PersonThere[]> {
  const { base, attribute, personFilter, fields } = of.settings.directory
  const asked = [attribute, ...Object.values(fields).filter((name) => name !== null)]
  return withLink(deps, of, 'portal', async ({ client, server }) => {
    const people: PersonThere[] = []
    try {
      for await (const { searchEntries } of client.searchPaginated(base ?? '', { scope: 'sub', filter: personFilter, attributes: asked, paged: { pageSize } }))
        for (const entry of searchEntries) {
          const person = readPerson(entry as Attributes, of)
          if (person) people.push(person)
        }
    } catch (error) {
      throw asSearchTrouble(error, server)
    }
    return people
  })
}

function readPerson(entry: Attributes, { settings }: Of): PersonThere | null {
  const { attribute, fields } = settings.directory
  const name = firstOf(entry, attribute)
  const of = (field: string | null) => (field && firstOf(entry, field)) || ''
  if (!name) return null
  return {
    name,
    givenName: of(fields.givenName),
    familyName: of(fields.familyName),
    email: of(fields.email),
    mobile: of(fields.mobile),
    groups: fields.groups ? valuesOf(entry, fields.groups).map(nameOfEntry).filter(Boolean) : [],
  }
}
