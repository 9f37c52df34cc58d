import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Author } from '@/lib/organisations/change-draft'
import { findProblems } from '@/lib/organisations/find-problems'
import { type Draft, findSettings } from '@/lib/organisations/find-settings'
import { takeDraft } from '@/lib/organisations/take-draft'
import { findLockOuts, type LockOut } from './find-lock-outs'

export type ApplyFailure =
  | LockOut
  | 'settings.draft.gone'
  | 'settings.draft.changed'
  | 'settings.draft.outdated'
  | 'settings.draft.unrecorded'
  | 'settings.draft.hostTaken'
  | 'settings.noReason'

/** Whether the draft could come into force now; what keeps it from it. */
export async function checkDraft(deps: Deps, organisationId: string, draft: Draft): Promise<ApplyFailure[]> {
  const { inForce } = await findSettings(deps, organisationId)
  const problems = await findProblems(deps, inForce.slug, draft.settings)
  return [
    ...(draft.basedOn === inForce.version ? [] : (['settings.draft.outdated'] as const)),
    ...(problems.some(({ path }) => path === 'deviations') ? (['settings.draft.unrecorded'] as const) : []),
    ...(problems.some(({ path }) => path === 'hosts') ? (['settings.draft.hostTaken'] as const) : []),
    ...(await findLockOuts(deps, organisationId, draft.settings)),
  ]
}

type Wish = { revision: number; reason: string }

/** Puts the draft that was seen in force, unless that would lock every administrator out. */
export async function applyDraft(
  deps: Deps,
  organisationId: string,
  by: Author,
  { revision, reason }: Wish,
): Promise<Result<{ number: number }, ApplyFailure[]>> {
  const { draft } = await findSettings(deps, organisationId)
  if (!draft) return failure(['settings.draft.gone'])
  if (draft.revision !== revision) return failure(['settings.draft.changed'])
  if (reason.trim() === '') return failure(['settings.noReason'])
  const problems = await checkDraft(deps, organisationId, draft)
  if (problems.length > 0) return failure(problems)
  const number = await takeDraft(deps, organisationId, by, draft, reason.trim().slice(0, 500))
  return number === null ? failure(['settings.draft.changed']) : success({ number })
}
