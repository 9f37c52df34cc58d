import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { takeAbandonedJourneys } from '@/lib/journeys/journey'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { findPerson } from '@/lib/people/find-person'
import { tellPerson } from '../tell-person'

/** Somebody gave the right password and never the code: the owner is told (security.md 53). Run by the clock. */
export async function tellAbandoned(deps: Deps): Promise<number> {
  const organisations = new Map((await listOrganisations(deps)).map((organisation) => [organisation.id, organisation]))
  return inTransaction(deps, async (deps) => {
    const abandoned = await takeAbandonedJourneys(deps, 'sign-in', 'awaiting-code')
    for (const { organisationId, personId } of abandoned) {
      const organisation = organisations.get(organisationId)
      const person = personId && (await findPerson(deps, organisationId, personId))
      if (!organisation || !person || person.status !== 'active') continue
      await recordEvent(deps, { organisationId, act: 'sign-in.code-missed', outcome: 'failure', subjectId: personId })
      await tellPerson(deps, organisation, person, 'second-factor-missed')
    }
    return abandoned.length
  })
}
