import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { applyRules, listRuling } from '@/lib/groups/apply-rules'
import { listOrganisations } from '@/lib/organisations/find-organisation'

/** Has the groups by rule worked out anew, after a change that they may ask for. */
export const refreshLater = (deps: Deps, organisationId: string): Promise<void> => enqueueJob(deps, 'refresh-groups', { organisationId })

/** The worker's part. */
export async function refreshGroups(deps: Deps, { organisationId }: { organisationId: string }): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  if (!organisation) return
  const changed = await applyRules(deps, organisation)
  if (changed > 0) await recordEvent(deps, { organisationId, act: 'groups.refreshed', outcome: 'success', actorId: null, details: { came: changed } })
}

/** Now and then: people change their details, and other ways than ours put them into groups. */
export async function refreshEveryGroup(deps: Deps): Promise<void> {
  for (const organisationId of await listRuling(deps)) await refreshLater(deps, organisationId)
}
