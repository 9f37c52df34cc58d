import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { endSessions as end } from '@/lib/sessions/end-sessions'
import { forgetDevices } from '@/lib/sessions/remembered-devices'
import { tellLater } from '../tell-later'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

/** Ends every session of a person at once, and asks for a code again in each of their browsers; returns how many sessions. */
export async function endSessions(deps: Deps, organisation: Organisation, wish: DeskWish): Promise<Result<number, DeskFailure>> {
  const allowed = await allowAct(deps, organisation, 'desk.end-sessions', wish)
  if (!allowed.ok) return allowed
  const { event } = allowed.value
  const whose = { organisationId: organisation.id, personId: wish.personId }
  return inTransaction(deps, async (deps) => {
    const count = await end(deps, whose, 'staff')
    await forgetDevices(deps, organisation.id, wish.personId)
    await recordEvent(deps, { ...event, act: 'desk.sessions-ended', outcome: 'success', details: { count } })
    await tellLater(deps, { ...whose, template: 'sessions-ended' })
    return success(count)
  })
}
