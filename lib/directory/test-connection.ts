import { AndFilter, FilterParser, PresenceFilter } from 'ldapts'
import type { Deps } from '@/lib/core/db'
import { asSearchTrouble } from './find-entry'
import { type Link, openLink } from './open-link'
import { ownSecret } from './own-secret'
import { readPolicy, type TheirPolicy } from './read-policy'
import { mostPeople, troubleOf } from './rules'
import { DirectoryTrouble, type Of, type TroubleKind } from './schema'

/** What became of the test at one server: `people` of the first `mostPeople` that it finds. */
export type TestedServer = {
  server: string
  trouble: TroubleKind | 'noPeople' | 'noAttribute' | null
  detail: string
  people: number
  policy: TheirPolicy | null
}

/** Goes the whole way at each server, on connections of its own: name, network, certificate, account, base, people, attribute. */
export async function testConnection(deps: Deps, of: Of): Promise<TestedServer[]> {
  return Promise.all(of.settings.directory.servers.map((server) => testServer(deps, of, server)))
}

async function testServer(deps: Deps, of: Of, server: string): Promise<TestedServer> {
  const { authority, bindName } = of.settings.directory
  const nothing = { server, people: 0, policy: null }
  let link: Link | null = null
  try {
    link = await openLink(server, authority)
    const secret = await ownSecret(deps, of)
    await link.client.bind(bindName ?? '', secret).catch((error: { code?: string | number; message: string }) => {
      throw new DirectoryTrouble(
        error.code === 49 || error.code === 34 || error.code === 48 ? 'badSecret' : troubleOf(error.code, error.message),
        error.message,
      )
    })
    const people = await countPeople(link, of, true)
    const trouble = people > 0 ? null : (await countPeople(link, of, false)) > 0 ? 'noAttribute' : 'noPeople'
    return { server, trouble, detail: '', people, policy: await readPolicy(link, of.settings.directory) }
  } catch (error) {
    if (error instanceof DirectoryTrouble) return { ...nothing, trouble: error.kind, detail: error.detail }
    const { code, message } = error as { code?: string | number; message: string }
    return { ...nothing, trouble: troubleOf(code, message), detail: message }
  } finally {
    link?.close()
  }
}

async function countPeople({ client, server }: Link, { settings: { directory } }: Of, withAttribute: boolean): Promise<number> {
  const person = FilterParser.parseString(directory.personFilter)
  const filter = withAttribute ? new AndFilter({ filters: [person, new PresenceFilter({ attribute: directory.attribute })] }) : person
  try {
    const { searchEntries } = await client.search(directory.base ?? '', { scope: 'sub', filter, attributes: ['1.1'], sizeLimit: mostPeople })
    return searchEntries.length
  } catch (error) {
    throw asSearchTrouble(error, server)
  }
}
