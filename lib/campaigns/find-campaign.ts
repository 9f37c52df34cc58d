import type { Deps } from '@/lib/core/db'
import type { Campaign } from './schema'
import { findById, listAtWork, listGroups, listNewest } from './store'

export const findCampaign = (deps: Deps, organisationId: string, id: string): Promise<Campaign | null> => findById(deps.db, organisationId, id)

/** As many as a page shows; an organisation has a few. */
const shown = 100

export const listCampaigns = (deps: Deps, organisationId: string) => listNewest(deps.db, organisationId, shown)

/** Days after its end that a campaign is watched: people use a letter late. */
const watchedDays = 60

/** Of all organisations, for the clock. */
export const campaignsAtWork = (deps: Deps) => listAtWork(deps.db, new Date(deps.now().getTime() - watchedDays * 86_400_000))

/** Groups that a campaign may be for. */
export const groupsToChoose = (deps: Deps, organisationId: string) => listGroups(deps.db, organisationId)
