'use server'

import { decideErasure as decide } from '@/lib/flows/erasure/decide-erasure'
import { decideForm } from '@/lib/flows/erasure/schema'
import { staffAction } from '@/lib/web/staff'
import { press } from '../press'

export const decideErasure = staffAction('desk.decide-erasure', decideForm, (visit, typed) => {
  const { deps, organisation, session, client, paths } = visit
  const how = {
    isSensitive: typed.decision === 'approve',
    done: `${paths.adminErasures}?did=${typed.decision}`,
    fieldOf: (failure: string) => (failure === 'desk.noReason' ? 'reason' : null),
  }
  const wish = { actorId: session.personId, client, personId: typed.person, reason: typed.reason, decision: typed.decision }
  return press(visit, typed, how, () => decide(deps, organisation, wish))
})
