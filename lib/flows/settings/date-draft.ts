import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import type { Author } from '@/lib/organisations/change-draft'
import { findSettings } from '@/lib/organisations/find-settings'
import { loweredSettings } from '@/lib/organisations/lowered'
import { setDraftDate } from '@/lib/organisations/set-draft-date'
import { type ApplyFailure, checkDraft } from './apply-draft'

/** A draft may wait for so long. */
const longestDays = 366

type Wish = { revision: number; reason: string; at: Date | null }

/** Gives the draft a time at which it comes into force by itself; until then nobody changes it without taking the time away. */
export async function dateDraft(
  deps: Deps,
  organisationId: string,
  by: Author,
  { revision, reason, at }: Wish,
): Promise<Result<null, (ApplyFailure | 'settings.wrong.time')[]>> {
  const now = deps.now()
  if (!at || at <= now || at.getTime() - now.getTime() > longestDays * 86_400_000) return failure(['settings.wrong.time'])
  const { inForce, draft } = await findSettings(deps, organisationId)
  if (!draft) return failure(['settings.draft.gone'])
  if (draft.revision !== revision) return failure(['settings.draft.changed'])
  if (reason.trim() === '') return failure(['settings.noReason'])
  const problems = await checkDraft(deps, organisationId, draft)
  if (problems.length > 0) return failure(problems)
  return inTransaction(deps, async (deps) => {
    const dated = { changedBy: by.actorId, effectiveAt: at, reason: reason.trim().slice(0, 500) }
    if (!(await setDraftDate(deps, organisationId, revision, dated))) return failure<'settings.draft.changed'[]>(['settings.draft.changed'])
    const personal = { ...by.personal, reason: dated.reason }
    await recordEvent(deps, { organisationId, act: 'settings.dated', outcome: 'success', actorId: by.actorId, personal, details: { at: at.toISOString() } })
    if (loweredSettings(inForce.settings, draft.settings).length > 0) await enqueueJob(deps, 'tell-settings', { organisationId, what: 'dated' })
    return success(null)
  })
}
