import { recordEvent } from '@/lib/audit/record-event'
import { findCampaign } from '@/lib/campaigns/find-campaign'
import type { Campaign } from '@/lib/campaigns/schema'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findGrants } from '@/lib/people/membership'
import { may } from '@/lib/permissions/rules'
import { type Client, whereFrom } from '../client'

export type CampaignActor = { actorId: string; client: Client }
export type CampaignFailure = 'desk.notAllowed' | 'campaign.gone'

/** The right of staff, read anew, so that a role that was taken away is gone at once. Who tried without it is written down. */
export async function allowCampaigns(deps: Deps, { id: organisationId }: Pick<Organisation, 'id'>, { actorId, client }: CampaignActor): Promise<boolean> {
  if (may(await findGrants(deps, organisationId, actorId), 'campaign.run')) return true
  const details = { right: 'campaign.run' }
  await recordEvent(deps, { organisationId, act: 'desk.refused', outcome: 'failure', actorId, details, personal: whereFrom(client) })
  return false
}

/** The same, and the campaign. */
export async function allowCampaign(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  actor: CampaignActor,
  campaignId: string,
): Promise<Result<Campaign, CampaignFailure>> {
  if (!(await allowCampaigns(deps, organisation, actor))) return failure('desk.notAllowed')
  const campaign = await findCampaign(deps, organisation.id, campaignId)
  return campaign ? success(campaign) : failure('campaign.gone')
}
