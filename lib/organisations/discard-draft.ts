import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Author } from './change-draft'
import { deleteDraft } from './store'

/** Throws away the draft that was seen; one that somebody changed since then stays. */
export function discardDraft(deps: Deps, organisationId: string, by: Author, revision: number): Promise<Result<null, 'settings.draft.changed'>> {
  return inTransaction(deps, async (deps) => {
    if (!(await deleteDraft(deps.db, organisationId, revision))) return failure('settings.draft.changed')
    await recordEvent(deps, { organisationId, act: 'settings.draft-discarded', outcome: 'success', ...by })
    return success(null)
  })
}
