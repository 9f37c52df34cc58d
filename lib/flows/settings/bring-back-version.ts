import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Author } from '@/lib/organisations/change-draft'
import { findProblems } from '@/lib/organisations/find-problems'
import { findSettings } from '@/lib/organisations/find-settings'
import { findVersion } from '@/lib/organisations/find-version'
import { writeSettings } from '@/lib/organisations/write-settings'
import type { ApplyFailure } from './apply-draft'
import { findLockOuts } from './find-lock-outs'

type Wish = { number: number /** the version that was in force when the page was shown */; inForce: number; reason: string }

/** Undo: a new version that is equal to an older one. */
export async function bringBackVersion(
  deps: Deps,
  organisationId: string,
  by: Author,
  wish: Wish,
): Promise<Result<{ number: number }, (ApplyFailure | 'settings.version.unreadable')[]>> {
  const { inForce } = await findSettings(deps, organisationId)
  const version = await findVersion(deps, organisationId, wish.number)
  if (!version?.settings) return failure(['settings.version.unreadable'])
  if (wish.reason.trim() === '') return failure(['settings.noReason'])
  const problems = await findProblems(deps, inForce.slug, version.settings)
  const refused: ApplyFailure[] = [
    ...(problems.some(({ path }) => path === 'hosts') ? (['settings.draft.hostTaken'] as const) : []),
    ...(problems.some(({ path }) => path === 'deviations') ? (['settings.draft.unrecorded'] as const) : []),
    ...(await findLockOuts(deps, organisationId, version.settings)),
  ]
  if (refused.length > 0) return failure(refused)
  const { settings } = version
  const reason = wish.reason.trim().slice(0, 500)
  const written = await writeSettings(deps, { slug: inForce.slug, settings, by, reason, expected: wish.inForce, likeNumber: wish.number })
  return written ? success({ number: written.version }) : failure(['settings.draft.outdated'])
}
