import { AndFilter, FilterParser, PresenceFilter } from 'ldapts'
import type { Deps } from '@/lib/core/db'
import { bindPortal } from './bind-portal'
import { asSearchTrouble } from './find-entry'
import { type Link, openLink } from './open-link'
import { ownSecret } from './own-secret'
import { readPolicy, type TheirPolicy } from './read-policy'
import { mostPeople } from './rules'
import { DirectoryTrouble, type Of, type TroubleKind } from './schema'

/** What became of the test at one server: `people` of the first `mostPeople` that it finds. */
export type TestedServer = {
  server: string
  trouble: TroubleKind | 'noPeople' | 'noAttribute' | null
  detail: string
  people: number
  policy: TheirPolicy | null
  /** parts of the directory that other servers have, as this one names them: nobody is looked for there */
  elsewhere: string[]
}

/** Goes the whole way at each server, on connections of its own: name, network, certificate, account, base, people, attribute. */
export async function testConnection(deps: Deps, of: Of): Promise<TestedServer[]> {
  return Promise.all(of.settings.directory.servers.map((server) => testServer(deps, of, server)))
}

async function testServer(deps: Deps, of: Of, server: string): Promise<TestedServer> {
  const { authority, bindName } = of.settings.directory
  const nothing = { server, people: 0, policy: null, elsewhere: [] }
  let link: Link | null = null
  try {
    link = await openLink(server, authority)
    const secret = await ownSecret(deps, of)
    await bindPortal(link, bindName, secret)
    const { people, elsewhere } = await countPeople(link, of, true)
    const trouble = people > 0 ? null : (await countPeople(link, of, false)).people > 0 ? 'noAttribute' : 'noPeople'
    return { server, trouble, detail: '', people, policy: await readPolicy(link, of.settings.directory), elsewhere }
  } catch (error) {
    if (!link && !(error instanceof DirectoryTrouble)) throw error
    const { kind, detail } = error instanceof DirectoryTrouble ? error : (link as Link).troubleOf(error)
    return { ...nothing, trouble: kind, detail: inNumbersOfLdap(detail) }
  } finally {
    link?.close()
  }
}

/** The library ends each answer with its number as programmers write it; manuals and administrators know the other one. */
const inNumbersOfLdap = (detail: string) => detail.replace(/\s*Code: 0x([0-9a-f]+)$/i, (_, number) => ` (LDAP ${Number.parseInt(number, 16)})`).trim()

async function countPeople(
  { client, server }: Link,
  { settings: { directory } }: Of,
  withAttribute: boolean,
): Promise<{ people: number; elsewhere: string[] }> {
  const person = FilterParser.parseString(directory.personFilter)
  const filter = withAttribute ? new AndFilter({ filters: [person, new PresenceFilter({ attribute: directory.attribute })] }) : person
  try {
    const found = await client.search(directory.base ?? '', { scope: 'sub', filter, attributes: ['1.1'], sizeLimit: mostPeople })
    return { people: found.searchEntries.length, elsewhere: [...new Set(found.searchReferences)] }
  } catch (error) {
    throw asSearchTrouble(error, server)
  }
}
