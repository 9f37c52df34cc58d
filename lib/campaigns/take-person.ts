import type { Deps } from '@/lib/core/db'
import { pauseAt, turnSeconds } from './rules'
import type { Campaign, CampaignPerson } from './schema'
import { claimNext, insertSending, movePerson, takeTurn } from './store'

const placeOf = ({ organisationId, id }: Campaign, { personId }: CampaignPerson) => ({ organisationId, campaignId: id, personId })
/** How long somebody waits whom a cap holds back; milliseconds. */
const heldFor = 60 * 60_000

/** The next person, with the campaign's turn to send; null when it does not run, its pace says later, or nobody is due. Call it in a transaction. */
export async function claimPerson(deps: Deps, { organisationId, id, perMinute }: Campaign): Promise<CampaignPerson | null> {
  const now = deps.now()
  if (!(await takeTurn(deps.db, organisationId, id, { now, pause: pauseAt(perMinute), catchUp: turnSeconds }))) return null
  return claimNext(deps.db, organisationId, id, now)
}

/** The message is in the outbox; false when this channel was used before for this person. */
export async function noteSending(deps: Deps, campaign: Campaign, person: CampaignPerson, channel: string, messageId: string): Promise<boolean> {
  const at = deps.now()
  if (!(await insertSending(deps.db, { ...placeOf(campaign, person), channel, at, messageId, refusal: null }))) return false
  return movePerson(deps.db, placeOf(campaign, person), person, { state: 'sent', messageId, sentAt: at, nextAt: at })
}

/** This channel cannot reach the person: the next one, where there is one. */
export async function closeChannel(deps: Deps, campaign: Campaign, person: CampaignPerson, refusal: string): Promise<void> {
  const at = deps.now()
  const step = person.step + 1
  const channel = campaign.channels[person.step] ?? ''
  if (!(await movePerson(deps.db, placeOf(campaign, person), person, { step, state: step < campaign.channels.length ? 'waiting' : 'unreached', nextAt: at })))
    return
  await insertSending(deps.db, { ...placeOf(campaign, person), channel, at, messageId: null, refusal })
}

export const holdBack = (deps: Deps, campaign: Campaign, person: CampaignPerson) =>
  movePerson(deps.db, placeOf(campaign, person), person, { nextAt: new Date(deps.now().getTime() + heldFor) })

/** Signed in meanwhile, or closed: nothing is sent. */
export const leaveOut = (deps: Deps, campaign: Campaign, person: CampaignPerson) =>
  movePerson(deps.db, placeOf(campaign, person), person, { state: 'left-out' })
