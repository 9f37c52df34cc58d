import { choosePeople } from '@/lib/campaigns/choose-people'
import { campaignsAtWork, findCampaign } from '@/lib/campaigns/find-campaign'
import { readFunnel } from '@/lib/campaigns/read-funnel'
import { isQuiet, turnSeconds } from '@/lib/campaigns/rules'
import { watchPeople } from '@/lib/campaigns/watch-people'
import type { Deps } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { sendToNext } from './send-to-next'

type Place = { organisationId: string; campaignId: string }

/** Has the worker look at a campaign, now or later; one job of each at a time. */
export const wakeCampaign = (deps: Deps, { organisationId, campaignId }: Place, afterMs = 0) =>
  enqueueJob(deps, 'run-campaign', { organisationId, campaignId }, { key: `campaign:${organisationId}:${campaignId}`, afterMs })

/** By the clock, each minute: whatever a server that died has left lying goes on. */
export async function wakeCampaigns(deps: Deps): Promise<void> {
  for (const { organisationId, id } of await campaignsAtWork(deps)) await wakeCampaign(deps, { organisationId, campaignId: id })
}

/** After so many that a cap holds back, the turn ends: the others would be held back too. */
const mostHeldBack = 20

/**
 * One turn of a campaign: chooses its people, or sends as many as the pace allows and looks what became of the others. It
 * may be cut off anywhere, and several servers may take a turn at once: each message is one transaction that holds its
 * person and the campaign's pace. While it runs, the next turn follows in seconds.
 */
export async function runCampaign(deps: Deps, { organisationId, campaignId }: Place): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  const campaign = organisation && (await findCampaign(deps, organisationId, campaignId))
  if (!organisation || !campaign || campaign.state === 'draft') return
  if (campaign.state === 'choosing') return choosePeople(deps, organisation, campaignId)
  const isLoud = campaign.state === 'running' && !isQuiet(deps.now(), campaign.quiet, organisation.settings.timeZone)
  const turnEnds = deps.now().getTime() + turnSeconds * 1_000
  for (let heldBack = 0; isLoud && heldBack < mostHeldBack && deps.now().getTime() < turnEnds; ) {
    const sent = await sendToNext(deps, organisation, campaign)
    if (sent === 'nobody') break
    if (sent === 'held-back') heldBack++
  }
  await watchPeople(deps, campaign, (await readFunnel(deps, organisationId, campaignId)).all.chosen)
  if (isLoud) await wakeCampaign(deps, { organisationId, campaignId }, turnSeconds * 1_000)
}
