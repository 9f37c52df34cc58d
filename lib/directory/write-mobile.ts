import { Attribute, Change } from 'ldapts'
import type { Deps } from '@/lib/core/db'
import { asWriteTrouble, findEntry } from './find-entry'
import { withLink } from './link-pool'
import type { Of } from './schema'

/** Writes somebody's number into the directory, or takes it away. False when they have no entry. Throws a `DirectoryTrouble`. */
export function writeMobileThere(deps: Deps, of: Of, name: string, attribute: string, mobile: string | null): Promise<boolean> {
  return withLink(deps, of, 'portal', async (link) => {
    const entry = await findEntry(link, of.settings.directory, name)
    if (!entry) return false
    const modification = new Attribute({ type: attribute, values: mobile ? [mobile] : [] })
    await link.client.modify(entry.dn, [new Change({ operation: 'replace', modification })]).catch((error) => {
      throw asWriteTrouble(error, link.server)
    })
    return true
  })
}
