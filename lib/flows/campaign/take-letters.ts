import { recordEvent } from '@/lib/audit/record-event'
import { openLetters } from '@/lib/campaigns/letters'
import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import type { StaffActor } from '../allow-right'
import { whereFrom } from '../client'
import { allowCampaign } from './allow-campaign'

/** A pile of letters as a PDF, for the printer; null when there is none or it has expired. Each time stands in the audit. */
export async function takeLetters(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  { campaignId, lettersId }: { campaignId: string; lettersId: string },
): Promise<Buffer<ArrayBuffer> | null> {
  const allowed = await allowCampaign(deps, organisation, actor, campaignId)
  const found = allowed.ok ? await openLetters(deps, allowed.value, lettersId) : null
  if (!found) return null
  await recordEvent(deps, {
    organisationId: organisation.id,
    act: 'campaign.letters-taken',
    outcome: 'success',
    actorId: actor.actorId,
    details: { campaign: campaignId, count: found.count },
    personal: whereFrom(actor.client),
  })
  return found.pdf
}
