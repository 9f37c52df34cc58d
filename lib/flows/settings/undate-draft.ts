import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Author } from '@/lib/organisations/change-draft'
import { setDraftDate } from '@/lib/organisations/set-draft-date'

/** Stops a draft that waits for its time: it is a draft like any other again. */
export function undateDraft(deps: Deps, organisationId: string, by: Author, revision: number): Promise<Result<null, 'settings.draft.changed'>> {
  return inTransaction(deps, async (deps) => {
    if (!(await setDraftDate(deps, organisationId, revision, { effectiveAt: null }))) return failure('settings.draft.changed')
    await recordEvent(deps, { organisationId, act: 'settings.undated', outcome: 'success', ...by })
    return success(null)
  })
}
