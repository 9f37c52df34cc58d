import { recordEvent } from '@/lib/audit/record-event'
import { findObjection } from '@/lib/cases/find-objection'
import { openCase } from '@/lib/cases/open-case'
import { stateOf } from '@/lib/cases/rules'
import type { Objection } from '@/lib/cases/schema'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, findJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { freezePerson } from '@/lib/people/freeze-person'
import { holdPerson } from '@/lib/people/hold-person'
import { type Client, whereFrom } from '../client'
import { closeOldWays } from '../close-old-ways'
import { tellOfFreezing } from './tell-of-freezing'

/**
 * The button under "this was not me": freezes the account, ends everything that is open, and opens a case for the desk.
 * The secret proves only that one got the message, so it opens nothing and says nothing of the account; one link does it
 * once, and the person's other links say that it is done. The person is held, so two presses at once make one case.
 */
export async function freezeAccount(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  secret: string,
): Promise<Result<null, 'go.ended.text' | 'notMe.old.title'>> {
  const organisationId = organisation.id
  const linked = await findObjection(deps, organisationId, secret)
  if (!linked) return failure('go.ended.text')
  return inTransaction(deps, async (deps) => {
    const person = await holdPerson(deps, organisationId, linked.personId)
    const objection = await findObjection(deps, organisationId, secret)
    if (!person || !objection) return failure('go.ended.text')
    if (stateOf(objection, deps.now()) === 'old') return failure('notMe.old.title')
    if (objection.caseNumber !== null) return remember(deps, organisation, client, objection.caseNumber)

    const { told, channel, toldAt } = objection
    const endedSessions = await closeOldWays(deps, organisationId, person.id, 'frozen')
    if (person.status === 'active') await freezePerson(deps, organisationId, person.id)
    const opened = await openCase(deps, { organisationId, personId: person.id, kind: 'not-me', told, channel, toldAt })
    const event = { organisationId, outcome: 'success' as const, subjectId: person.id, personal: whereFrom(client) }
    const details = { told, channel, caseNumber: opened.number }
    await recordEvent(deps, { ...event, act: 'account.frozen', details: { ...details, by: 'link', endedSessions, status: person.status } })
    if (opened.isNew) await recordEvent(deps, { ...event, act: 'case.opened', details })
    await tellOfFreezing(deps, organisation, person, objection, opened.number)
    return remember(deps, organisation, client, opened.number)
  })
}

const kind = 'not-me'
/** How long the page after the button can be looked at again; minutes. */
const minutes = 60

/** For the page after the button, which has no secret in its address. */
async function remember(deps: Deps, organisation: Organisation, { browser }: Client, caseNumber: number): Promise<Result<null, never>> {
  await beginJourney(deps, { organisationId: organisation.id, kind, state: 'frozen', browser, personId: null, data: { caseNumber }, minutes })
  return success(null)
}

/** The case that this browser opened lately, or pressed a used link of. */
export async function findFrozen(deps: Deps, organisation: Organisation, { browser }: Pick<Client, 'browser'>): Promise<{ caseNumber: number } | null> {
  const journey = await findJourney<{ caseNumber: number }>(deps, { organisationId: organisation.id, kind, browser })
  return journey?.data ?? null
}

/** What a link is about, whether it works or not; looking changes nothing. */
export async function findObjectionOfLink(
  deps: Deps,
  organisation: Organisation,
  secret: string,
): Promise<(Objection & { state: 'live' | 'used' | 'old' }) | null> {
  const objection = await findObjection(deps, organisation.id, secret)
  return objection && { ...objection, state: stateOf(objection, deps.now()) }
}
