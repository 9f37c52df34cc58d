import type { Campaign, CampaignPerson } from '@/lib/campaigns/schema'
import { claimPerson, closeChannel, holdBack, leaveOut, noteSending } from '@/lib/campaigns/take-person'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, success } from '@/lib/core/result'
import { withdrawMessage } from '@/lib/delivery/withdraw-message'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { allOrNothing } from '../all-or-nothing'
import { type SendFailure, sendFirstPassword } from '../first-password/send-first-password'

type Refused = { person: CampaignPerson; why: SendFailure }

/**
 * Sends a first-time password to the next person whose turn has come, by their next channel: claiming, the channel's own
 * row and the message are one transaction, so a crash leaves all of it or nothing. A channel that cannot reach the person
 * is crossed off instead; what a cap holds back waits an hour.
 */
export async function sendToNext(deps: Deps, organisation: Organisation, campaign: Campaign): Promise<'sent' | 'passed' | 'held-back' | 'nobody'> {
  const tried = await allOrNothing<'sent' | 'passed', Refused | 'nobody'>(deps, async (deps) => {
    const next = await claimPerson(deps, campaign)
    if (!next) return failure('nobody')
    const person = await findPerson(deps, organisation.id, next.personId)
    const channel = campaign.channels[next.step]
    if (!person || !channel || person.status !== 'active' || next.activatedAt || (campaign.onlyNew && person.firstSignedInAt)) {
      await leaveOut(deps, campaign, next)
      return success('passed')
    }
    // What still waits for a gateway would come late, and hold a password that is worth nothing then.
    if (next.messageId) await withdrawMessage(deps, organisation.id, next.messageId)
    const by = { actorId: campaign.startedBy, by: 'campaign' as const, personal: { reason: campaign.reason }, campaign }
    const sent = await sendFirstPassword(deps, organisation, person, channel, by)
    if (!sent.ok) return failure({ person: next, why: sent.failure })
    if (!(await noteSending(deps, campaign, next, channel, sent.value.messageId))) throw new Error('somebody was sent two of one campaign by the same channel')
    return success('sent')
  })
  if (tried.ok) return tried.value
  if (tried.failure === 'nobody') return 'nobody'
  const { person, why } = tried.failure
  if (why === 'delivery.tooMany') {
    await holdBack(deps, campaign, person)
    return 'held-back'
  }
  await inTransaction(deps, (deps) => closeChannel(deps, campaign, person, why))
  return 'passed'
}
