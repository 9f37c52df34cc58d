import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { listDueDrafts } from '@/lib/organisations/list-due-drafts'
import { setDraftDate } from '@/lib/organisations/set-draft-date'
import { applyDraft } from './apply-draft'

/** Puts in force what was dated and whose time has come, of every organisation. What can't be is a draft again, and told. */
export async function applyDatedDrafts(deps: Deps): Promise<void> {
  for (const { organisationId, revision, changedBy: actorId, reason } of await listDueDrafts(deps)) {
    const applied = await applyDraft(deps, organisationId, { actorId, personal: {} }, { revision, reason })
    if (applied.ok) continue
    const [why = 'settings.draft.changed'] = applied.failure
    await inTransaction(deps, async (deps) => {
      // Another worker may have applied it, or somebody stopped it in this moment: then there is nothing to tell.
      if (!(await setDraftDate(deps, organisationId, revision, { effectiveAt: null, failure: why }))) return
      await recordEvent(deps, { organisationId, act: 'settings.not-applied', outcome: 'failure', actorId, details: { why } })
      await enqueueJob(deps, 'tell-settings', { organisationId, what: 'failed', why })
    })
  }
}
