import type { z } from 'zod'
import { recordEvent } from '@/lib/audit/record-event'
import { createCampaign } from '@/lib/campaigns/create-campaign'
import { findCampaign, groupsToChoose } from '@/lib/campaigns/find-campaign'
import type { CampaignPlan } from '@/lib/campaigns/schema'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import type { StaffActor } from '../allow-right'
import { whereFrom } from '../client'
import { allowCampaigns } from './allow-campaign'
import { wakeCampaign } from './run-campaigns'
import type { campaignForm } from './schema'

/**
 * Writes a campaign down and has its people chosen: a dry run, nobody is written to before `moveCampaign` starts it. The
 * form's own id is the campaign's, so that a form that is sent twice makes one.
 */
export async function planCampaign(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  form: z.output<typeof campaignForm>,
): Promise<Result<string, 'desk.notAllowed' | 'campaign.group.missing' | 'campaign.gone'>> {
  const { id: organisationId } = organisation
  if (!(await allowCampaigns(deps, organisation, actor))) return failure('desk.notAllowed')
  const plan = planOf(form, organisation)
  if (plan.groupId && !(await groupsToChoose(deps, organisationId)).some(({ id }) => id === plan.groupId)) return failure('campaign.group.missing')
  if (plan.afterId && !(await findCampaign(deps, organisationId, plan.afterId))) return failure('campaign.gone')
  await inTransaction(deps, async (deps) => {
    if (!(await createCampaign(deps, organisationId, { id: form.once, plan, createdBy: actor.actorId }))) return
    await wakeCampaign(deps, { organisationId, campaignId: form.once })
    const { channels, audience, perMinute, erases } = plan
    const details = { campaign: form.once, audience, channels, perMinute, erases }
    await recordEvent(deps, { organisationId, act: 'campaign.planned', outcome: 'success', actorId: actor.actorId, details, personal: whereFrom(actor.client) })
  })
  return success(form.once)
}

function planOf(form: z.output<typeof campaignForm>, { settings }: Organisation): CampaignPlan {
  const { name, audience, first, sms, email, letter, quietFrom, quietUntil } = form
  const carried = (first === 'sms' ? (['sms', 'email'] as const) : (['email', 'sms'] as const)).filter((channel) => (channel === 'sms' ? sms : email))
  return {
    name,
    audience,
    groupId: audience === 'group' ? form.group || null : null,
    afterId: audience === 'left' ? (form.after ?? null) : null,
    onlyNew: audience === 'never-signed-in' || !form.withActive,
    channels: [...carried, ...(letter ? (['letter'] as const) : [])],
    fallThroughHours: form.hours,
    perMinute: form.pace,
    quiet: quietFrom === quietUntil ? null : { from: quietFrom, until: quietUntil },
    erases: form.erases && settings.firstPassword.erasesAt === 'ordering',
  }
}
