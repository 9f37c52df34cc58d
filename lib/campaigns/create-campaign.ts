import type { Deps } from '@/lib/core/db'
import type { CampaignPlan } from './schema'
import { insertCampaign } from './store'

/** Begins a campaign whose people are still to be chosen; false when the same form made it before. */
export const createCampaign = (deps: Deps, organisationId: string, { id, plan, createdBy }: { id: string; plan: CampaignPlan; createdBy: string }) =>
  insertCampaign(deps.db, organisationId, { id, plan, createdBy, createdAt: deps.now() })
