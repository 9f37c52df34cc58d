import type { Deps } from '@/lib/core/db'
import { failure, type Result } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { holdPerson } from '@/lib/scim/hold-resource'
import { type Operation, patched, problemOfPath } from '@/lib/scim/patch/rules'
import type { JsonObject, Problem, ScimPerson } from '@/lib/scim/schema'
import { readPatchedUser, readUser, type UserWishes, userOf } from '@/lib/scim/users/rules'
import { allOrNothing } from '../all-or-nothing'
import { type Actor, isStale, notFound, stale } from './actor'
import { keepUser } from './keep-user'
import { readFields } from './read-fields'

type Whose = { id: string; ifMatch: string | null }
type Read = ReturnType<typeof readUser>

/** PUT: what the User names becomes so; what it does not name stays, as with a column that a register file does not have (RFC 7644 3.5.1 allows it). */
export function replaceUser(deps: Deps, organisation: Organisation, actor: Actor, whose: Whose, user: JsonObject): Promise<Result<string, Problem>> {
  return changeUser(deps, organisation, actor, whose, () => {
    const read = readUser(user)
    const isNameless = read.ok && !read.value.wishes.username
    return isNameless ? failure({ status: 400, scimType: 'invalidValue', key: 'scim.missing', attribute: 'userName' }) : read
  })
}

/** PATCH (RFC 7644 3.5.2): all of the operations, in their order, or none. */
export function patchUser(
  deps: Deps,
  organisation: Organisation,
  actor: Actor,
  whose: Whose,
  operations: readonly Operation[],
): Promise<Result<string, Problem>> {
  return changeUser(deps, organisation, actor, whose, (person) => {
    for (const operation of operations) {
      const problem = problemOfPath(operation, 'user')
      if (problem) return failure(problem)
    }
    const before = userOf(person, [], actor.address)
    const after = patched(before, operations)
    return after.ok ? readPatchedUser(before, after.value) : after
  })
}

function changeUser(
  deps: Deps,
  organisation: Organisation,
  actor: Actor,
  { id, ifMatch }: Whose,
  read: (person: ScimPerson) => Read,
): Promise<Result<string, Problem>> {
  return allOrNothing(deps, async (deps) => {
    const held = await holdPerson(deps, organisation.id, id, actor.address)
    if (!held) return notFound
    if (isStale(held.version, ifMatch)) return stale
    const { person } = held
    const wished = read(person)
    if (!wished.ok) return wished
    const { active, externalId, ...said } = wished.value.wishes
    const fields = readFields(organisation, changed(said, person))
    if (!fields.ok) return fields
    const wishes: UserWishes = { ...fields.value, ...(active === undefined ? {} : { active }), ...(externalId === undefined ? {} : { externalId }) }
    return keepUser(deps, organisation, actor, person, { wishes, refused: wished.value.refused })
  })
}

/** What stands in the register as it is said needs no checking: it may be older than today's rules. */
function changed(said: Omit<UserWishes, 'active' | 'externalId'>, person: ScimPerson) {
  return Object.fromEntries(Object.entries(said).filter(([field, value]) => (value || null) !== (person[field as keyof typeof said] || null)))
}
