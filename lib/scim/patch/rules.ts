import { failure, type Result, success } from '@/lib/core/result'
import { isObject, matches, partOf, readPath, readTarget, type Target } from '../filter/rules'
import type { AttributePath, Filter, Json, JsonObject, Problem } from '../schema'

/** One operation, its words in small letters: Entra ID writes `Add` and `Replace`. */
export type Operation = { op: 'add' | 'replace' | 'remove'; path: string | null; value: Json | undefined }

const mostOperations = 1_000

const syntax = failure<Problem>({ status: 400, scimType: 'invalidSyntax', key: 'scim.badPatch' })

/** The operations of a message (RFC 7644 3.5.2). */
export function readOperations(message: JsonObject): Result<Operation[], Problem> {
  const listed = partOf(message, 'operations')
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > mostOperations) return syntax
  const operations: Operation[] = []
  for (const one of listed) {
    if (!isObject(one)) return syntax
    const op = String(partOf(one, 'op') ?? '').toLowerCase()
    const path = partOf(one, 'path') ?? null
    if ((op !== 'add' && op !== 'replace' && op !== 'remove') || (path !== null && typeof path !== 'string')) return syntax
    if (op === 'remove' && path === null) return failure({ status: 400, scimType: 'noTarget', key: 'scim.noTarget' })
    operations.push({ op, path: path || null, value: partOf(one, 'value') })
  }
  return success(operations)
}

/** The resource after the operations, in their order; the first that can't be done takes all back. */
export function patched(resource: JsonObject, operations: readonly Operation[]): Result<JsonObject, Problem> {
  const copy = structuredClone(resource)
  for (const operation of operations) {
    const problem = operation.path === null ? mergeAll(copy, operation) : applyAt(copy, operation.path, operation)
    if (problem) return failure(problem)
  }
  return success(copy)
}

/** The names of RFC 7643 that a path may begin with; what the register does not keep of them is passed over. */
const names = {
  user: 'active addresses displayname emails entitlements externalid ims locale name nickname password phonenumbers photos preferredlanguage profileurl roles schemas timezone title username usertype x509certificates',
  group: 'displayname externalid members schemas',
}

/** A path to an attribute that nobody knows, or that only the portal itself writes. */
export function problemOfPath({ path }: Operation, kind: keyof typeof names): Problem | null {
  if (path === null) return null
  const target = readTarget(path)
  if (!target.ok) return target.failure
  const [name = ''] = target.value.path
  if (['id', 'meta', 'groups'].includes(name)) return { status: 400, scimType: 'mutability', key: 'scim.readOnly', values: { path: path.slice(0, 100) } }
  if (name.startsWith('urn:') || names[kind].split(' ').includes(name)) return null
  return { status: 400, scimType: 'invalidPath', key: 'scim.badPath', values: { path: path.slice(0, 100) } }
}

/** Without a path each name of the value is one, also `name.familyName` and `emails[type eq "work"].value`, as Entra ID writes them. */
function mergeAll(resource: JsonObject, { op, value }: Operation): Problem | null {
  if (!isObject(value)) return { status: 400, scimType: 'invalidValue', key: 'scim.badPatch' }
  for (const [name, part] of Object.entries(value)) {
    const path = readPath(name)
    // An extension as an object of its own.
    const inside =
      path.length === 1 && path[0]?.startsWith('urn:') && isObject(part) ? Object.entries(part).map(([sub, own]) => [`${name}:${sub}`, own] as const) : null
    for (const [target, own] of inside ?? [[name, part] as const]) {
      const problem = applyAt(resource, target, { op, path: target, value: own })
      if (problem) return problem
    }
  }
  return null
}

function applyAt(resource: JsonObject, path: string, { op, value }: Operation): Problem | null {
  const read = readTarget(path)
  if (!read.ok) return read.failure
  const target = read.value
  if (target.filter) return applyToElements(resource, target, target.filter, op, value)
  const [holder, name] = descend(resource, target.path, op !== 'remove')
  if (!holder) return null
  const key = keyOf(holder, name)
  const present = holder[key]
  if (op === 'remove') {
    // Entra ID's older way to take some values away: the list, and what to take from it.
    if (Array.isArray(present) && Array.isArray(value)) holder[key] = present.filter((one) => !value.some((gone) => isSameElement(one, gone)))
    else delete holder[key]
    return null
  }
  if (value === undefined) return { status: 400, scimType: 'invalidValue', key: 'scim.badPatch' }
  if (op === 'add' && Array.isArray(present)) holder[key] = joined(present, Array.isArray(value) ? value : [value])
  else if (isObject(present) && isObject(value)) for (const [sub, own] of Object.entries(value)) present[keyOf(present, sub.toLowerCase())] = own
  else holder[key] = value
  return null
}

function applyToElements(resource: JsonObject, { path, sub }: Target, filter: Filter, op: Operation['op'], value: Json | undefined): Problem | null {
  const [holder, name] = descend(resource, path, op !== 'remove')
  if (!holder) return null
  const key = keyOf(holder, name)
  const list = Array.isArray(holder[key]) ? holder[key] : []
  const hit = list.filter((one): one is JsonObject => isObject(one) && matches(filter, one))
  if (op === 'remove') {
    if (sub === null) holder[key] = list.filter((one) => !hit.some((gone) => gone === one))
    else for (const one of hit) delete one[keyOf(one, sub)]
    return null
  }
  if (value === undefined) return { status: 400, scimType: 'invalidValue', key: 'scim.badPatch' }
  if (hit.length === 0) {
    // Entra ID asks for the work address of somebody who has none, and expects it to be made.
    const made = elementOf(filter)
    if (!made) return { status: 400, scimType: 'noTarget', key: 'scim.noTarget' }
    hit.push(made)
    holder[key] = joined(list, [made])
  }
  for (const one of hit) {
    if (sub !== null) one[keyOf(one, sub)] = value
    else if (isObject(value)) Object.assign(one, value)
    else return { status: 400, scimType: 'invalidValue', key: 'scim.badPatch' }
  }
  return null
}

/** What an element must be to pass the filter, where that is plain; null where it is not. */
function elementOf(filter: Filter): JsonObject | null {
  if (filter.is === 'compare' && filter.op === 'eq' && filter.path.length === 1) return { [filter.path[0] ?? '']: filter.value }
  if (filter.is !== 'and') return null
  const [one, other] = filter.parts.map(elementOf)
  return one && other ? { ...one, ...other } : null
}

/** The object that holds the last name of the path; null where there is none and none is to be made. */
function descend(resource: JsonObject, path: AttributePath, isMade: boolean): [JsonObject | null, string] {
  let holder = resource
  for (const name of path.slice(0, -1)) {
    const key = keyOf(holder, name)
    const next = holder[key]
    if (isObject(next)) holder = next
    else if (isMade && !Array.isArray(next)) {
      const made: JsonObject = {}
      holder[key] = made
      holder = made
    } else return [null, '']
  }
  return [holder, path.at(-1) ?? '']
}

/** The name as the object has it, or as it is to have it. */
const keyOf = (holder: JsonObject, name: string) => Object.keys(holder).find((key) => key.toLowerCase() === name) ?? name

/** One list after another; what comes as primary takes it from who had it, and what was there already stays once. */
function joined(list: Json[], more: Json[]): Json[] {
  const isPrimary = (one: Json) => isObject(one) && partOf(one, 'primary') === true
  const before = more.some(isPrimary) ? list.map((one) => (isObject(one) && isPrimary(one) ? { ...one, primary: false } : one)) : list
  return [...before.filter((one) => !more.some((other) => isSameElement(one, other) && isPrimary(one) === isPrimary(other))), ...more]
}

const isSameElement = (one: Json, other: Json) => {
  const [value, otherValue] = [one, other].map((part) => (isObject(part) ? partOf(part, 'value') : part))
  return value !== undefined && value === otherValue
}
