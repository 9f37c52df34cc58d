import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Deps } from '@/lib/core/db'
import { findEntry } from './find-entry'
import { withLink } from './link-pool'
import { PolicyControl } from './policy-control'
import { answerMark, whyNotSignedIn } from './rules'
import { type CheckedThere, DirectoryTrouble, type Of } from './schema'

/** Longer than any directory takes. */
const longest = 4_096

/**
 * Whether a password is the one of whoever has this name there; null is a stranger's. Strangers cost a search and a
 * sign-in too, and every answer comes at the next mark of time, so that none tells whether there is such an entry.
 */
export const checkPassword = (deps: Deps, organisation: Of, name: string | null, typed: string): Promise<CheckedThere> =>
  atMark(check(deps, organisation, name, typed))

async function check(deps: Deps, organisation: Of, name: string | null, typed: string): Promise<CheckedThere> {
  const { directory } = organisation.settings
  const entry = await withLink(deps, organisation, 'portal', (link) => findEntry(link, directory, name ?? randomUUID()))
  // A sign-in with an empty password is one as nobody, and succeeds; a stranger's entry is one that nobody has.
  const isSane = typed !== '' && typed.length <= longest
  const dn = entry && isSane ? entry.dn : `cn=${randomUUID()},${directory.base}`
  const control = new PolicyControl()
  return withLink(deps, organisation, 'person', async ({ client, server }) => {
    try {
      await client.bind(dn, isSane ? typed.normalize('NFC') : randomUUID(), control)
    } catch (error) {
      const { code, message } = error as { code?: string | number; message: string }
      // Some servers say "there is no such thing" or "not like this" instead of "wrong".
      if (code === 49 || code === 32 || code === 48 || code === 53 || code === 19) return entry && isSane ? whyNotSignedIn(control.error, message) : 'unknown'
      if (code === 10) throw new DirectoryTrouble('referral', message, server)
      throw error
    }
    if (!entry || !isSane) return 'unknown'
    return control.error === 2 ? 'must-change' : 'right'
  })
}

async function atMark<Value>(work: Promise<Value>): Promise<Value> {
  let isDone = false
  const end = () => {
    isDone = true
  }
  work.then(end, end)
  do await wait(answerMark)
  while (!isDone)
  return work
}
