import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { disablePerson, freezePerson, thawPerson } from '@/lib/people/freeze-person'
import { findGrants } from '@/lib/people/membership'
import { type RegisterFields, writeRegistered } from '@/lib/people/write-registered'
import { keepKnown } from '@/lib/scim/keep-known'
import type { Problem, ScimPerson } from '@/lib/scim/schema'
import { changesOf, isActive, type UserWishes } from '@/lib/scim/users/rules'
import { isStaff } from '@/lib/sessions/rules'
import { closeOldWays } from '../close-old-ways'
import { tellPerson } from '../tell-person'
import { type Actor, byToken, isLastAdministrator, lastAdministrator } from './actor'

/** Names of fields by which a person is found, as SCIM calls them. */
const attributes = { memberNumber: 'employeeNumber', username: 'userName', email: 'emails.value' }
/** Fields that are empty, not null, where nothing is known. */
const texts = ['givenName', 'familyName', 'street', 'postalCode', 'city', 'country']

type Wished = { wishes: UserWishes; refused: string[]; isBack?: boolean }

/**
 * Makes the register say what the outside system says, as an import does: what the person changed here stays, contacts
 * count as validated, the old ones are told. Closing an account ends its sessions, codes and journeys at once. Call it
 * where the row is held, in a transaction that a failure takes back. Returns the person's id.
 */
export async function keepUser(
  deps: Deps,
  organisation: Organisation,
  actor: Actor,
  person: ScimPerson | null,
  { wishes: { active, externalId, ...fields }, refused, isBack = false }: Wished,
): Promise<Result<string, Problem>> {
  const { id: organisationId } = organisation
  if (person && active === false && isActive(person) && (await isLastAdministrator(deps, organisationId, person.id))) return lastAdministrator
  const before = person && (await findPerson(deps, organisationId, person.id))
  const roles = person ? (await findGrants(deps, organisationId, person.id)).map(({ role }) => role) : []
  const { changes, kept } = person ? changesOf(person, fields, isStaff(roles)) : { changes: fields, kept: [] }
  const written = Object.fromEntries(Object.entries(changes).map(([field, value]) => [field, texts.includes(field) ? (value ?? '') : (value ?? null)]))
  const changed = Object.keys(written)

  const found = person && changed.length === 0 ? success(person.id) : await writeRegistered(deps, organisationId, person, written as Partial<RegisterFields>)
  if (!found.ok) return failure({ status: 409, scimType: 'uniqueness', key: 'scim.taken', values: { attribute: attributes[found.failure] } })
  const id = found.value
  const isExternalIdNew = externalId !== undefined && externalId !== (person?.externalId ?? null)
  if (isExternalIdNew) await keepKnown(deps, organisationId, id, { externalId })
  if (isBack) await keepKnown(deps, organisationId, id, { goneAt: null })
  const moved = await moveAccount(deps, organisationId, id, person, active)

  const isOpen = person ? (moved ? moved === 'enabled' : person.status === 'active') : false
  if (before && isOpen && (before.email || before.mobile)) {
    for (const [contact, channel] of [
      ['email', 'email'],
      ['mobile', 'sms'],
    ] as const) {
      const recipient = written[contact]
      if (recipient === undefined) continue
      await tellPerson(deps, organisation, before, `${contact}-changed`, {}, { everywhere: true, also: recipient ? { channel, recipient } : null })
    }
  }
  const act = !person ? 'created' : isBack ? 'returned' : moved ? moved : changed.length + kept.length > 0 || isExternalIdNew ? 'changed' : null
  if (act) {
    const { details, personal, ...event } = byToken(actor)
    const contacts = Object.fromEntries(
      (['email', 'mobile'] as const).flatMap((contact) =>
        written[contact] === undefined
          ? []
          : [
              [`${contact}Before`, before?.[contact] ?? ''],
              [`${contact}After`, written[contact] ?? ''],
            ],
      ),
    )
    await recordEvent(deps, {
      ...event,
      organisationId,
      act: `provisioning.person-${act}`,
      outcome: 'success',
      subjectId: id,
      details: { ...details, fields: [...changed, ...(isExternalIdNew ? ['externalId'] : [])], kept, refused },
      personal: { ...personal, ...contacts },
    })
  }
  return success(id)
}

/** Closes or opens the account. Who was frozen before it was closed is frozen again: that is for the desk to end. */
async function moveAccount(
  deps: Deps,
  organisationId: string,
  id: string,
  person: ScimPerson | null,
  active: boolean | undefined,
): Promise<'enabled' | 'disabled' | null> {
  const wasActive = person ? isActive(person) : true
  if (active === undefined || active === wasActive) return null
  if (active) {
    if (person?.wasFrozen) await freezePerson(deps, organisationId, id)
    else await thawPerson(deps, organisationId, id)
    await keepKnown(deps, organisationId, id, { wasFrozen: false })
    return 'enabled'
  }
  await closeOldWays(deps, organisationId, id, 'disabled')
  await disablePerson(deps, organisationId, id)
  await keepKnown(deps, organisationId, id, { wasFrozen: person?.status === 'frozen' })
  return 'disabled'
}
