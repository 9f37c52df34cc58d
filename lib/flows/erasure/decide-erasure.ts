import { recordEvent } from '@/lib/audit/record-event'
import { closeCases } from '@/lib/cases/close-cases'
import { findErasure } from '@/lib/cases/erasure-cases'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { queueMessage } from '@/lib/delivery/queue-message'
import { erasePerson } from '@/lib/erasure/erase-person'
import type { Organisation } from '@/lib/organisations/schema'
import { contactsOf } from '@/lib/people/contacts-of'
import { holdPerson } from '@/lib/people/hold-person'
import type { Person } from '@/lib/people/rules'
import { fullName } from '@/lib/people/rules'
import { isStaff } from '@/lib/sessions/rules'
import { allowAct, type DeskFailure, type DeskWish } from '../desk/allow-act'
import { languageOf, tellPerson } from '../tell-person'

export type DecideFailure = DeskFailure | 'erasure.gone' | 'erasure.isStaff'
type Wish = DeskWish & { decision: 'approve' | 'decline' }

/**
 * The desk's word on a request to be erased. Approved, the person is told, and then nothing of them is left but what the
 * log says happened; declined, they are told why. A member of staff is erased when their roles are taken away first.
 */
export async function decideErasure(deps: Deps, organisation: Organisation, { decision, ...wish }: Wish): Promise<Result<null, DecideFailure>> {
  const allowed = await allowAct(deps, organisation, 'desk.decide-erasure', wish)
  if (!allowed.ok) return allowed
  const { event } = allowed.value
  const { id } = organisation
  return inTransaction(deps, async (deps) => {
    const person = await holdPerson(deps, id, wish.personId)
    const open = person && (await findErasure(deps, id, person.id))
    if (!open) return failure('erasure.gone')
    const details = { number: open.number }
    if (decision === 'decline') {
      await closeCases(deps, id, person.id, 'erasure')
      await recordEvent(deps, { ...event, act: 'erasure.declined', outcome: 'success', details })
      await tellPerson(deps, organisation, person, 'erasure-declined', { reason: wish.reason.trim().slice(0, 500) }, { everywhere: true })
      return success(null)
    }
    if (isStaff(person.roles)) return failure('erasure.isStaff')
    await erasePerson(deps, id, person.id)
    await recordEvent(deps, { ...event, act: 'person.erased', outcome: 'success', details })
    await tellOfErasure(deps, organisation, person)
    return success(null)
  })
}

/** The last message to somebody, which belongs to nobody in the register any more. */
async function tellOfErasure(deps: Deps, organisation: Organisation, person: Person): Promise<void> {
  for (const { channel, recipient } of contactsOf(person, organisation.settings.notMe.linkDays, deps.now()))
    await queueMessage(deps, {
      organisation,
      personId: null,
      channel,
      recipient,
      isNotice: true,
      language: languageOf(organisation, person),
      template: 'erased',
      values: { name: fullName(person) },
    })
}
