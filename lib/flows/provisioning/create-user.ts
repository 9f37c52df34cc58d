import type { Deps } from '@/lib/core/db'
import { failure, type Result } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { identifierKey } from '@/lib/people/rules'
import { findNamesakes } from '@/lib/scim/find-people'
import { holdPerson } from '@/lib/scim/hold-resource'
import type { JsonObject, Problem, ScimPerson } from '@/lib/scim/schema'
import { readUser, type UserWishes, userNameOf } from '@/lib/scim/users/rules'
import { allOrNothing } from '../all-or-nothing'
import type { Actor } from './actor'
import { keepUser } from './keep-user'
import { readFields } from './read-fields'

/** Takes somebody into the register; somebody who was removed and comes back has the same account. Returns the person's id. */
export async function createUser(deps: Deps, organisation: Organisation, actor: Actor, user: JsonObject): Promise<Result<string, Problem>> {
  const read = readUser(user)
  if (!read.ok) return read
  const { wishes, refused } = read.value
  if (!wishes.username) return failure({ status: 400, scimType: 'invalidValue', key: 'scim.missing', attribute: 'userName' })
  const fields = readFields(organisation, wishes)
  if (!fields.ok) return fields
  const { externalId, active } = wishes
  const wished: UserWishes = { ...fields.value, ...(externalId === undefined ? {} : { externalId }) }
  return allOrNothing(deps, async (deps) => {
    const names = [wished.memberNumber, wished.username, wished.email]
    const there = await findNamesakes(deps, organisation.id, { names, externalId })
    const [namesake] = there
    if (!namesake) return keepUser(deps, organisation, actor, null, { wishes: { ...wished, ...(active === undefined ? {} : { active }) }, refused })
    if (there.length > 1 || !isSamePerson(namesake, wished))
      return failure({ status: 409, scimType: 'uniqueness', key: 'scim.taken', values: { attribute: 'userName' } })
    const held = await holdPerson(deps, organisation.id, namesake.id, actor.address, true)
    if (!held) return failure({ status: 409, scimType: 'uniqueness', key: 'scim.taken', values: { attribute: 'userName' } })
    return keepUser(deps, organisation, actor, held.person, { wishes: { ...wished, active: active ?? true }, refused, isBack: true })
  })
}

/** Whether the one who was removed is the one who comes: a number or an id of the outside system says so; a name alone, where nothing speaks against it. */
function isSamePerson(gone: ScimPerson, { externalId, memberNumber, username }: UserWishes): boolean {
  if (gone.goneAt === null) return false
  if (externalId && gone.externalId) return externalId === gone.externalId
  if (memberNumber && gone.memberNumber) return identifierKey(memberNumber) === identifierKey(gone.memberNumber)
  return !!username && identifierKey(username) === identifierKey(userNameOf(gone))
}
