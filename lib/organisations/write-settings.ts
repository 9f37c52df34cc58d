import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { forgetOrganisations } from './find-organisation'
import { loweredSettings } from './lowered'
import { type Organisation, type OrganisationSettings, organisationSettings } from './schema'
import { findBySlug, insertVersion, saveOrganisation } from './store'

/** Who changes settings, and what the audit keeps of where they sat; the operator has no id. */
export type By = { actorId: string | null; personal?: Record<string, string> }

type NewSettings = {
  slug: string
  settings: OrganisationSettings
  by: By
  reason: string
  /** the version that they were made from; another one in force means null */
  expected?: number
  /** the older version that is brought back */
  likeNumber?: number
}

/**
 * Puts checked settings in force as the next version, with its row in the audit. Other servers see them within two
 * seconds. What lowers the security is told to the administrators by the worker.
 */
export async function writeSettings(deps: Deps, { slug, settings, by, reason, expected, likeNumber }: NewSettings): Promise<Organisation | null> {
  const written = await inTransaction(deps, async (deps) => {
    const now = deps.now()
    const former = await findBySlug(deps.db, slug)
    const json = JSON.parse(JSON.stringify(settings))
    const row = await saveOrganisation(deps.db, slug, { settings: json, hosts: settings.hosts, now, expected: expected ?? former?.version ?? null })
    if (!row) return null
    const { id: organisationId, version: number } = row
    await insertVersion(deps.db, { organisationId, number, settings: json, actorId: by.actorId, reason, likeNumber: likeNumber ?? null, at: now })
    await recordEvent(deps, {
      organisationId,
      act: 'organisation.settings-applied',
      outcome: 'success',
      actorId: by.actorId,
      details: { version: number, ...(likeNumber === undefined ? {} : { like: likeNumber }) },
      ...(by.personal || reason ? { personal: { ...by.personal, ...(reason ? { reason } : {}) } } : {}),
    })
    const before = former && organisationSettings.safeParse(former.settings)
    if (before?.success && loweredSettings(before.data, settings).length > 0)
      await enqueueJob(deps, 'tell-settings', { organisationId, what: 'in-force', number: String(number) })
    return { ...row, settings }
  })
  forgetOrganisations(deps)
  return written
}
