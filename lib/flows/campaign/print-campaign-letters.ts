import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordEvent } from '@/lib/audit/record-event'
import { keepLetters, waitingLetters } from '@/lib/campaigns/letters'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { printLetters } from '@/lib/delivery/print-letters'
import type { Organisation } from '@/lib/organisations/schema'
import type { StaffActor } from '../allow-right'
import { whereFrom } from '../client'
import { allowCampaign, type CampaignFailure } from './allow-campaign'

/** Letters of one file: a pile that a person can carry, and a page that answers in seconds. */
export const lettersAtOnce = 500

/**
 * Prints letters of a campaign that wait into one PDF, which is kept, sealed, until it expires: only then do the letters
 * count as handed over. A crash in between prints them again, with the same passwords. Returns how many.
 */
export async function printCampaignLetters(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  campaignId: string,
): Promise<Result<number, CampaignFailure | 'campaign.letters.none'>> {
  const allowed = await allowCampaign(deps, organisation, actor, campaignId)
  if (!allowed.ok) return allowed
  const messageIds = await waitingLetters(deps, allowed.value, lettersAtOnce)
  const folder = await mkdtemp(join(tmpdir(), 'porten-letters-'))
  const path = join(folder, 'letters.pdf')
  try {
    const keep = async (count: number) => keepLetters(deps, allowed.value, await readFile(path), count)
    const count = await printLetters(deps, { organisation, messageIds, path, keep })
    if (count === 0) return failure('campaign.letters.none')
    const { actorId, client } = actor
    const event = { organisationId: organisation.id, act: 'campaign.letters-printed', outcome: 'success' as const }
    await recordEvent(deps, { ...event, actorId, details: { campaign: campaignId, count }, personal: whereFrom(client) })
    return success(count)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
