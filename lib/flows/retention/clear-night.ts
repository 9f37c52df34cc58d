import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { erasePerson } from '@/lib/erasure/erase-person'
import type { Organisation } from '@/lib/organisations/schema'
import { holdPerson } from '@/lib/people/hold-person'
import { gonePeople, isGone, noteGone } from '@/lib/retention/gone-people'
import { closeNight, openNight, removeOld } from '@/lib/retention/remove-old'
import type { Kind } from '@/lib/retention/rules'

/**
 * What an organisation keeps no longer goes. Begun as often as one likes: a night that was interrupted is gone on with,
 * one that is over stays as it is. `isContentKept`: the demo shows the words of its messages for good.
 */
export async function clearNight(deps: Deps, organisation: Organisation, { isContentKept }: { isContentKept: boolean }): Promise<void> {
  const night = await openNight(deps, organisation)
  if (!night) return
  for await (const personId of gonePeople(deps, organisation)) await eraseGone(deps, organisation, personId, night)
  const kinds = (Object.keys(organisation.settings.retention) as Kind[]).filter((kind) => kind !== 'goneDays')
  const cleared = kinds.filter((kind) => !(isContentKept && kind === 'messageTextDays'))
  await removeOld(deps, organisation, night, cleared)
  await inTransaction(deps, async (deps) => {
    const removed = await closeNight(deps, organisation, night)
    if (!removed || Object.keys(removed).length === 0) return
    await recordEvent(deps, { organisationId: organisation.id, act: 'retention.cleared', outcome: 'success', actorId: null, details: removed })
  })
}

function eraseGone(deps: Deps, organisation: Organisation, personId: string, night: string): Promise<void> {
  const { id: organisationId } = organisation
  return inTransaction(deps, async (deps) => {
    if (!(await holdPerson(deps, organisationId, personId)) || !(await isGone(deps, organisation, personId))) return
    await erasePerson(deps, organisationId, personId)
    await noteGone(deps, organisation, night)
    const details = { by: 'retention' }
    await recordEvent(deps, { organisationId, act: 'person.erased', outcome: 'success', actorId: null, subjectId: personId, details })
  })
}
