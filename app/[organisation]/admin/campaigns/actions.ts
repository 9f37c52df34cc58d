'use server'

import { moveCampaign as move } from '@/lib/flows/campaign/move-campaign'
import { planCampaign as plan } from '@/lib/flows/campaign/plan-campaign'
import { printCampaignLetters as print } from '@/lib/flows/campaign/print-campaign-letters'
import { campaignForm, lettersForm, moveForm } from '@/lib/flows/campaign/schema'
import { goTo, wrong } from '@/lib/web/actions'
import type { MemberVisit } from '@/lib/web/session'
import { staffAction } from '@/lib/web/staff'
import { press } from '../press'

const actorOf = ({ session, client }: MemberVisit) => ({ actorId: session.personId, client })

export const planCampaign = staffAction('campaign.run', campaignForm, async (visit, typed) => {
  const planned = await plan(visit.deps, visit.organisation, actorOf(visit), typed)
  if (planned.ok) return goTo(visit.paths.adminCampaign(planned.value))
  return wrong(visit.say(planned.failure), planned.failure === 'campaign.group.missing' ? 'group' : null)
})

export const moveCampaign = staffAction('campaign.run', moveForm, (visit, typed) => {
  const { deps, organisation, paths } = visit
  const page = typed.move === 'discard' ? paths.adminCampaigns : paths.adminCampaign(typed.campaign)
  const how = {
    isSensitive: typed.move === 'start',
    done: `${page}?did=${typed.move}`,
    fieldOf: (failure: string) => (failure === 'desk.noReason' ? 'reason' : null),
  }
  const wish = { campaignId: typed.campaign, move: typed.move, reason: typed.reason ?? '' }
  return press(visit, typed, how, () => move(deps, organisation, actorOf(visit), wish))
})

export const printLetters = staffAction('campaign.run', lettersForm, (visit, typed) => {
  const { deps, organisation, paths } = visit
  const how = { isSensitive: true, done: `${paths.adminCampaign(typed.campaign)}?did=letters#letters` }
  return press(visit, typed, how, () => print(deps, organisation, actorOf(visit), typed.campaign))
})
