import { failure, type Result, success } from '@/lib/core/result'
import { isObject, partOf, readPath } from './filter/rules'
import { type AttributePath, type Filter, type Json, type JsonObject, type Problem, urn } from './schema'

/** Members that one answer may hold: a group of a million is asked for without them. */
export const mostMembers = 10_000
/** Resources on one page. */
export const pageSize = { usual: 100, most: 200 } as const
/** Beyond this a page by number would read the register from its start; a cursor does not. */
export const furthestIndex = 100_000

export type Page = { count: number; startIndex: number } & ({ by: 'index' } | { by: 'cursor'; after: string | null })

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isId = (text: string) => uuid.test(text)

/** Which page is asked for, by number (RFC 7644 3.4.2.4) or by cursor (RFC 9865). */
export function readPage(asked: { startIndex?: string; count?: string; cursor?: string }): Result<Page, Problem> {
  const wanted = asked.count === undefined ? pageSize.usual : whole(asked.count)
  if (wanted === null) return failure({ status: 400, scimType: asked.cursor === undefined ? 'invalidValue' : 'invalidCount', key: 'scim.badPage' })
  const count = Math.min(Math.max(wanted, 0), pageSize.most)
  if (asked.cursor !== undefined) {
    if (asked.cursor === '') return success({ by: 'cursor', after: null, count, startIndex: 1 })
    return isId(asked.cursor)
      ? success({ by: 'cursor', after: asked.cursor, count, startIndex: 1 })
      : failure({ status: 400, scimType: 'invalidCursor', key: 'scim.badCursor' })
  }
  const first = asked.startIndex === undefined ? 1 : whole(asked.startIndex)
  if (first === null) return failure({ status: 400, scimType: 'invalidValue', key: 'scim.badPage' })
  const startIndex = Math.max(first, 1)
  if (startIndex > furthestIndex) return failure({ status: 400, scimType: 'invalidValue', key: 'scim.tooFar', values: { most: furthestIndex } })
  return success({ by: 'index', count, startIndex })
}

const whole = (text: string): number | null => (/^-?\d{1,9}$/.test(text.trim()) ? Number(text) : null)

/** A filter that names nothing that an index finds may ask for the open or the closed alone; null: something else. */
export function activeOf(filter: Filter): boolean | null {
  if (filter.is === 'not') {
    const inner = activeOf(filter.part)
    return inner === null ? null : !inner
  }
  if (filter.is !== 'compare' || filter.path.join('.') !== 'active' || (filter.op !== 'eq' && filter.op !== 'ne')) return null
  const wanted = String(filter.value).toLowerCase()
  if (wanted !== 'true' && wanted !== 'false') return null
  return (wanted === 'true') === (filter.op === 'eq')
}

export type Selection = { only: AttributePath[] | null; without: AttributePath[] }

/** Which attributes an answer is to have (RFC 7644 3.9). */
export function readSelection(attributes: string | null, excluded: string | null): Selection {
  const paths = (text: string) =>
    text
      .slice(0, 4_000)
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .map(readPath)
  return { only: attributes?.trim() ? paths(attributes) : null, without: paths(excluded ?? '') }
}

/** Whether the attribute is wanted at all, so that what is costly need not be looked up. */
export const isWanted = ({ only, without }: Selection, name: string) =>
  (only === null || only.some(([first]) => first === name)) && !without.some((path) => path.length === 1 && path[0] === name)

/** The resource with the attributes that were asked for; id and schemas are always there. */
export function selected(resource: JsonObject, { only, without }: Selection): JsonObject {
  const always = ['id', 'schemas']
  const kept = only ? keep(resource, [...only, ...always.map((name) => [name])]) : resource
  return leave(
    kept,
    without.filter(([first = '']) => !always.includes(first)),
  )
}

function keep(value: JsonObject, paths: readonly AttributePath[]): JsonObject {
  return pick(value, paths, (part, rest, isWhole) => (isWhole ? part : rest.length > 0 ? inEach(part, (one) => keep(one, rest)) : undefined))
}

function leave(value: JsonObject, paths: readonly AttributePath[]): JsonObject {
  return pick(value, paths, (part, rest, isWhole) => (isWhole ? undefined : rest.length > 0 ? inEach(part, (one) => leave(one, rest)) : part))
}

function pick(
  value: JsonObject,
  paths: readonly AttributePath[],
  choose: (part: Json, rest: AttributePath[], isWhole: boolean) => Json | undefined,
): JsonObject {
  const chosen: JsonObject = {}
  for (const [name, part] of Object.entries(value)) {
    const own = paths.filter(([first]) => first === name.toLowerCase())
    const made = choose(
      part,
      own.map((path) => path.slice(1)).filter((path) => path.length > 0),
      own.some((path) => path.length === 1),
    )
    if (made !== undefined) chosen[name] = made
  }
  return chosen
}

const inEach = (part: Json, work: (one: JsonObject) => JsonObject): Json =>
  Array.isArray(part) ? part.map((one) => (isObject(one) ? work(one) : one)) : isObject(part) ? work(part) : part

/** A page of resources (RFC 7644 3.4.2). By cursor nobody counts a register of a million anew for each page. */
export function listOf(resources: JsonObject[], page: Page, total: number | null, nextCursor: string | null): JsonObject {
  return {
    schemas: [urn.list],
    ...(total === null ? {} : { totalResults: total }),
    ...(page.by === 'index' ? { startIndex: page.startIndex } : {}),
    ...(nextCursor === null ? {} : { nextCursor }),
    itemsPerPage: resources.length,
    Resources: resources,
  }
}

/** Whether the version that a client holds is one of those that it names (RFC 7644 3.14). */
export const isNamed = (version: string, header: string) =>
  header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === version.replace(/^W\//, ''))

export type GroupWishes = { name?: string; externalId?: string | null; members?: string[] }

const bad = (attribute: string) => failure<Problem>({ status: 400, scimType: 'invalidValue', key: 'scim.badValue', values: { attribute } })

/** Reads a Group as a client sends it; what it does not name stays. */
export function readGroup(group: JsonObject): Result<GroupWishes, Problem> {
  const wishes: GroupWishes = {}
  const name = partOf(group, 'displayname')
  if (name !== undefined) {
    if (typeof name !== 'string' || name.trim() === '' || name.length > 100 || /[\u0000-\u001f\u007f-\u009f|]/.test(name)) return bad('displayName')
    wishes.name = name.trim().normalize('NFC')
  }
  const externalId = partOf(group, 'externalid')
  if (externalId !== undefined) {
    if (externalId !== null && (typeof externalId !== 'string' || externalId.length > 200)) return bad('externalId')
    wishes.externalId = externalId || null
  }
  const members = partOf(group, 'members')
  if (members !== undefined) {
    const ids = readMembers(members)
    if (!ids.ok) return ids
    wishes.members = ids.value
  }
  return success(wishes)
}

/** Ids of people in a list of members. Groups have no groups in them here. */
export function readMembers(members: Json | undefined): Result<string[], Problem> {
  const list = Array.isArray(members) ? members : members === null || members === undefined ? [] : [members]
  const ids = list.map((one) => (isObject(one) ? partOf(one, 'value') : one))
  return ids.every((id) => typeof id === 'string' && isId(id)) ? success([...new Set(ids.map((id) => String(id).toLowerCase()))]) : bad('members.value')
}
