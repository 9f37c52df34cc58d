import { recordEvent } from '@/lib/audit/record-event'
import { changeState, discardDraft } from '@/lib/campaigns/change-state'
import { type CampaignMove, mayMove } from '@/lib/campaigns/rules'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { allOrNothing } from '../all-or-nothing'
import type { StaffActor } from '../allow-right'
import { whereFrom } from '../client'
import { allowCampaign, type CampaignFailure } from './allow-campaign'
import { wakeCampaign } from './run-campaigns'

export type MoveFailure = CampaignFailure | 'desk.noReason' | 'campaign.notNow'
type Wish = { campaignId: string; move: CampaignMove | 'discard'; reason: string }

const acts = {
  start: 'campaign.started',
  pause: 'campaign.paused',
  resume: 'campaign.resumed',
  stop: 'campaign.stopped',
  discard: 'campaign.discarded',
} as const

/** Starts a campaign after its dry run, pauses, resumes or stops it, or throws a draft away. To start and to stop one asks for a reason. */
export async function moveCampaign(deps: Deps, organisation: Organisation, actor: StaffActor, wish: Wish): Promise<Result<null, MoveFailure>> {
  const allowed = await allowCampaign(deps, organisation, actor, wish.campaignId)
  if (!allowed.ok) return allowed
  const campaign = allowed.value
  const { actorId, client } = actor
  const { move } = wish
  const reason = wish.reason.trim().slice(0, 500)
  if ((move === 'start' || move === 'stop') && reason === '') return failure('desk.noReason')
  return allOrNothing<null, MoveFailure>(deps, async (deps) => {
    const isMoved =
      move === 'discard' ? await discardDraft(deps, campaign) : mayMove(campaign.state, move) && (await changeState(deps, campaign, move, { actorId, reason }))
    if (!isMoved) return failure('campaign.notNow')
    if (move !== 'discard') await wakeCampaign(deps, { organisationId: organisation.id, campaignId: campaign.id })
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: acts[move],
      outcome: 'success',
      actorId,
      details: { campaign: campaign.id },
      personal: { ...whereFrom(client), ...(reason ? { reason } : {}) },
    })
    return success(null)
  })
}
