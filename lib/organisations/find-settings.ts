import type { Deps } from '@/lib/core/db'
import { type Organisation, type OrganisationSettings, organisationSettings } from './schema'
import { findDraft, findInForce } from './store'

export type Draft = {
  settings: OrganisationSettings
  basedOn: number
  revision: number
  changedBy: string
  changedAt: Date
  effectiveAt: Date | null
  reason: string
  failure: string | null
}
export type SettingsNow = {
  inForce: Organisation
  draft: Draft | null
  /** what the pages show and change: the draft, or what is in force */
  shown: OrganisationSettings
}

/** What is in force and what is drafted, as it stands in the database this very moment. */
export async function findSettings(deps: Deps, organisationId: string): Promise<SettingsNow> {
  const row = await findInForce(deps.db, organisationId)
  const inForce = { ...row, settings: organisationSettings.parse(row.settings) }
  const found = await findDraft(deps.db, organisationId)
  const draft = found && { ...found, settings: organisationSettings.parse(found.settings) }
  return { inForce, draft, shown: draft?.settings ?? inForce.settings }
}
