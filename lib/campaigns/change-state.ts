import type { Deps } from '@/lib/core/db'
import { type CampaignMove, moveOf } from './rules'
import type { Campaign } from './schema'
import { moveState, removeDraft } from './store'

type By = { actorId: string; reason: string }

/** Of two who press at once one moves it; false for the other. */
export function changeState(deps: Deps, { organisationId, id }: Campaign, move: CampaignMove, { actorId, reason }: By): Promise<boolean> {
  const at = deps.now()
  const fields = {
    start: { reason, startedBy: actorId, startedAt: at, nextSendingAt: at },
    pause: {},
    resume: { nextSendingAt: at },
    stop: { endedAt: at },
  }[move]
  return moveState(deps.db, organisationId, id, { ...moveOf(move), fields })
}

/** A draft leaves nothing behind but its line in the audit. */
export const discardDraft = (deps: Deps, { organisationId, id }: Campaign) => removeDraft(deps.db, organisationId, id)
