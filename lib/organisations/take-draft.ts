import { type Deps, inTransaction } from '@/lib/core/db'
import type { Author } from './change-draft'
import type { Draft } from './find-settings'
import { deleteDraft, findInForce } from './store'
import { writeSettings } from './write-settings'

/** Makes the draft the next version; the number of that, or null when the draft or what is in force changed meanwhile. */
export async function takeDraft(deps: Deps, organisationId: string, by: Author, draft: Draft, reason: string): Promise<number | null> {
  const changed = new Error('changed meanwhile')
  return inTransaction(deps, async (deps) => {
    const { slug } = await findInForce(deps.db, organisationId)
    if (!(await deleteDraft(deps.db, organisationId, draft.revision))) return null
    const written = await writeSettings(deps, { slug, settings: draft.settings, by, reason, expected: draft.basedOn })
    if (!written) throw changed
    return written.version
  }).catch((error: unknown) => {
    if (error === changed) return null
    throw error
  })
}
