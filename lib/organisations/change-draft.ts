import { createHash } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findDeviations } from './deviations'
import { difference } from './difference'
import { findProblems } from './find-problems'
import { type Draft, findSettings } from './find-settings'
import { type OrganisationSettings, organisationSettings } from './schema'
import { type SettingPath, settingAt } from './settings-parts'
import { deleteDraft, saveDraft } from './store'

export type Author = { actorId: string; personal: Record<string, string> }

/** `isTaken`: of the right shape, but another organisation's, or not to be read */
export type WrongSetting = { place: readonly PropertyKey[]; isTaken?: true }

export type DraftFailure =
  | { why: 'wrong'; problems: WrongSetting[] }
  /** somebody else changed these settings since the form was shown; `shown` is how they are now */
  | { why: 'changed'; draft: Draft | null; shown: OrganisationSettings }
  | { why: 'dated' }

type Wish = {
  /** the settings as they are to become */
  change: (shown: OrganisationSettings) => object
  /** what the form was made from; of its own making where nothing stood in a form */
  seen?: { paths: readonly SettingPath[]; digest: string }
}

/** Tells whether settings are still what a form was made from. */
export function digestOf(settings: object, paths: readonly SettingPath[]): string {
  const values = paths.map((path) => settingAt(settings, path))
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url')
}

/** Changes the organisation's draft, or begins one, when the whole of it still has the right shape. Two at once: the later is told. */
export async function changeDraft(deps: Deps, organisationId: string, by: Author, wish: Wish): Promise<Result<{ isDraft: boolean }, DraftFailure>> {
  const { inForce, draft, shown } = await findSettings(deps, organisationId)
  if (draft?.effectiveAt) return failure({ why: 'dated' })
  if (wish.seen && digestOf(shown, wish.seen.paths) !== wish.seen.digest) return failure({ why: 'changed', draft, shown })
  const parsed = organisationSettings.safeParse(wish.change(shown))
  if (!parsed.success) return failure({ why: 'wrong', problems: parsed.error.issues.map(({ path }) => ({ place: path })) })
  const broken = findDeviations(parsed.data)
  const settings = { ...parsed.data, deviations: parsed.data.deviations.filter(({ rule }) => broken.includes(rule)) }
  // A rule may stay broken in a draft until its reason is written; everything else is told at once.
  const problems = (await findProblems(deps, inForce.slug, settings)).filter(({ path }) => path !== 'deviations')
  if (problems.length > 0) return failure({ why: 'wrong', problems: problems.map(({ path }) => ({ place: path.split('.'), isTaken: true })) })

  const changed = difference(shown, settings).map(({ path }) => path)
  if (changed.length === 0) return success({ isDraft: draft !== null })
  const isDraft = difference(inForce.settings, settings).length > 0
  const isSaved = await inTransaction(deps, async (deps) => {
    const revision = draft?.revision ?? null
    const next = { settings: JSON.parse(JSON.stringify(settings)), basedOn: draft?.basedOn ?? inForce.version, changedBy: by.actorId, changedAt: deps.now() }
    const isMine =
      isDraft || revision === null ? await saveDraft(deps.db, organisationId, revision, next) : await deleteDraft(deps.db, organisationId, revision)
    if (isMine) await recordEvent(deps, { organisationId, act: 'settings.draft-changed', outcome: 'success', ...by, details: { changed } })
    return isMine
  })
  return isSaved ? success({ isDraft }) : changeDraft(deps, organisationId, by, wish)
}
