import { findCampaign } from '@/lib/campaigns/find-campaign'
import type { Campaign } from '@/lib/campaigns/schema'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { allowRight, type StaffActor } from '../allow-right'

export type CampaignFailure = 'desk.notAllowed' | 'campaign.gone'

export const allowCampaigns = (deps: Deps, organisation: Pick<Organisation, 'id'>, actor: StaffActor) => allowRight(deps, organisation, actor, 'campaign.run')

/** That right, and the campaign. */
export async function allowCampaign(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  actor: StaffActor,
  campaignId: string,
): Promise<Result<Campaign, CampaignFailure>> {
  if (!(await allowCampaigns(deps, organisation, actor))) return failure('desk.notAllowed')
  const campaign = await findCampaign(deps, organisation.id, campaignId)
  return campaign ? success(campaign) : failure('campaign.gone')
}
