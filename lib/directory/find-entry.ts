import { AndFilter, EqualityFilter, FilterParser } from 'ldapts'
import type { Link } from './open-link'
import { type Attributes, stateAttributes, stateOf, troubleOf } from './rules'
import { type DirectorySettings, DirectoryTrouble, type Entry } from './schema'

/**
 * The one entry whose attribute has this value; null when there is none, or more than one. The value is a value and
 * never a piece of a filter, whatever stands in it. Where the directory points to other servers nobody follows.
 */
export async function findEntry({ client, server }: Link, directory: DirectorySettings, value: string): Promise<Entry | null> {
  const { kind, base, attribute, personFilter } = directory
  if (kind === 'none' || !base) throw new DirectoryTrouble('noBase', '')
  const filter = new AndFilter({ filters: [FilterParser.parseString(personFilter), new EqualityFilter({ attribute, value })] })
  try {
    const found = await client.search(base, { scope: 'sub', filter, attributes: [...stateAttributes[kind]], sizeLimit: 2 })
    const [only, another] = found.searchEntries
    if (!only || another) return null
    return { dn: only.dn, ...stateOf(kind, only as Attributes) }
  } catch (error) {
    throw asSearchTrouble(error, server)
  }
}

/** The same of a change: a server that only reads refers whoever writes to another, and has done nothing. */
export function asWriteTrouble(error: unknown, server: string): unknown {
  const { code, message } = error as { code?: string | number; message: string }
  return code === 10 ? new DirectoryTrouble('readOnly', message, server) : asSearchTrouble(error, server)
}

/** An answer of the server becomes a trouble; a broken connection stays what it is. */
export function asSearchTrouble(error: unknown, server: string): unknown {
  const { code, message } = error as { code?: string | number; message: string }
  const kind = troubleOf(code, message)
  return typeof code === 'number' && kind !== 'busy' ? new DirectoryTrouble(kind, message, server) : error
}
