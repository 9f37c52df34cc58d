import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { listFactors } from '@/lib/factors/list-factors'
import { type Journey, moveJourney } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { holdActive } from '@/lib/people/hold-person'
import type { Person } from '@/lib/people/rules'
import { renewSession } from '@/lib/sessions/end-sessions'
import { allOrNothing } from '../all-or-nothing'
import { type Client, whereFrom } from '../client'
import { recoveryKind } from '../recover/journey'
import { tellPerson } from '../tell-person'
import { showNewCodes } from './show-codes'

/** `token`: the session's new id, for its cookie: it counts as proved by two factors now. */
export type Enrolled = { hasNewCodes: boolean; token: string }

type Enrolment = {
  session: { id: string }
  person: Person
  journey: Journey<{ name: string }>
  factor: 'app' | 'passkey'
  /** writes the factor down */
  keep: (deps: Deps) => Promise<void>
}

/** What was set up counts from now on: its owner is told, and with somebody's first own factor come recovery codes. */
export function finishEnrolment(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { session, person, journey, factor, keep }: Enrolment,
): Promise<Result<Enrolled, 'details.ended'>> {
  const { id: organisationId } = organisation
  const { id: personId } = person
  return allOrNothing<Enrolled, 'details.ended'>(deps, async (deps) => {
    if (!(await holdActive(deps, organisationId, personId))) return failure('details.ended')
    if (!(await moveJourney(deps, journey, { state: 'done', isFinished: true }))) return failure('details.ended')
    const hasNewCodes = !(await listFactors(deps, organisationId, personId)).recoveryCodes?.left
    await keep(deps)
    if (hasNewCodes) await showNewCodes(deps, organisation, client, person)
    // A way back in that began when less had to be proved ends.
    await endJourneysOfPerson(deps, organisationId, recoveryKind, personId)
    await tellPerson(deps, organisation, person, 'factor-added', { factor }, { everywhere: true })
    const event = { organisationId, act: 'factor.added', outcome: 'success', actorId: personId } as const
    await recordEvent(deps, { ...event, details: { kind: factor }, personal: { ...whereFrom(client), name: journey.data.name } })
    const token = await renewSession(deps, organisationId, session.id, factor)
    return token ? success({ hasNewCodes, token }) : failure('details.ended')
  })
}
