import { Attribute, Change } from 'ldapts'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { asWriteTrouble, findEntry } from './find-entry'
import { withLink } from './link-pool'
import type { Link } from './open-link'
import type { Entry, Of } from './schema'

/** Ends a lock that wrong passwords set there. Who has no entry has no lock; what the directory's own people shut stays shut. */
export function unlockEntry(deps: Deps, organisation: Of, name: string): Promise<Result<null, 'closed'>> {
  const { directory } = organisation.settings
  return withLink(deps, organisation, 'portal', async (link) => {
    const entry = await findEntry(link, directory, name)
    if (entry?.isClosed) return failure('closed')
    if (!entry?.isLocked) return success(null)
    if (directory.kind === 'ldap') await openEntry(link, entry, ['pwdAccountLockedTime'])
    else await change(link, entry, [new Change({ operation: 'replace', modification: new Attribute({ type: 'lockoutTime', values: ['0'] }) })])
    return success(null)
  })
}

/** Takes away what stands on the entry and keeps somebody out. */
export async function openEntry(link: Link, entry: Entry, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await change(
    link,
    entry,
    names.map((type) => new Change({ operation: 'delete', modification: new Attribute({ type, values: [] }) })),
  )
}

async function change(link: Link, { dn }: Entry, changes: Change[]): Promise<void> {
  try {
    await link.client.modify(dn, changes)
  } catch (error) {
    throw asWriteTrouble(error, link.server)
  }
}

/** How somebody's account stands there; null for somebody without an entry. */
export const readState = (deps: Deps, organisation: Of, name: string): Promise<Entry | null> =>
  withLink(deps, organisation, 'portal', (link) => findEntry(link, organisation.settings.directory, name))
