import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Author } from './change-draft'
import { moveOnto } from './difference'
import { findSettings } from './find-settings'
import { findVersion } from './find-version'
import { saveDraft } from './store'

/** Puts what the draft changes on the settings that came into force since it was begun. */
export async function renewDraft(deps: Deps, organisationId: string, by: Author, revision: number): Promise<Result<null, 'settings.draft.changed'>> {
  const { inForce, draft } = await findSettings(deps, organisationId)
  const base = draft && (await findVersion(deps, organisationId, draft.basedOn))
  if (draft?.revision !== revision || !base?.settings) return failure('settings.draft.changed')
  const settings = moveOnto(inForce.settings, { base: base.settings, draft: draft.settings })
  return inTransaction(deps, async (deps) => {
    const next = { settings: JSON.parse(JSON.stringify(settings)), basedOn: inForce.version, changedBy: by.actorId, changedAt: deps.now() }
    if (!(await saveDraft(deps.db, organisationId, revision, next))) return failure('settings.draft.changed')
    await recordEvent(deps, { organisationId, act: 'settings.draft-renewed', outcome: 'success', ...by, details: { version: inForce.version } })
    return success(null)
  })
}
