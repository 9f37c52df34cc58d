import { failure, type Result, success } from '@/lib/core/result'
import { type AttributePath, type Comparison, comparisons, type Filter, type Json, type JsonObject, type Problem, urn } from '../schema'

/** No system outside asks for more; each comparison may cost a look into the register. */
const longestFilter = 4_000
const mostComparisons = 50
const deepest = 20

const badFilter = (at: number): Problem => ({ status: 400, scimType: 'invalidFilter', key: 'scim.badFilter', values: { at } })

class Unreadable extends Error {
  constructor(readonly at: number) {
    super()
  }
}

/** Reads a filter by the whole grammar of RFC 7644 3.4.2.2, and by what Entra ID makes of it. */
export function readFilter(text: string): Result<Filter, Problem> {
  if (text.length > longestFilter) return failure(badFilter(longestFilter))
  const reader = filterReader(text)
  try {
    const filter = reader.filter(0)
    return reader.isAtEnd() ? success(filter) : failure(badFilter(reader.at()))
  } catch (error) {
    if (error instanceof Unreadable) return failure(badFilter(error.at))
    throw error
  }
}

export type Target = { path: AttributePath; filter: Filter | null; sub: string | null }

/** Reads a path of PATCH (RFC 7644 3.5.2): `userName`, `name.familyName`, `emails[type eq "work"].value`. */
export function readTarget(text: string): Result<Target, Problem> {
  const bad = failure<Problem>({ status: 400, scimType: 'invalidPath', key: 'scim.badPath', values: { path: text.slice(0, 100) } })
  if (text.length > longestFilter) return bad
  const reader = filterReader(text)
  try {
    const target = reader.target()
    return reader.isAtEnd() ? success(target) : bad
  } catch (error) {
    if (error instanceof Unreadable) return bad
    throw error
  }
}

function filterReader(text: string) {
  let at = 0
  let count = 0

  const skip = () => {
    while (text[at] === ' ') at++
  }
  const take = (sign: string): boolean => {
    skip()
    if (text[at] !== sign) return false
    at++
    return true
  }
  const word = (pattern: RegExp): string => {
    skip()
    pattern.lastIndex = at
    const [found] = pattern.exec(text) ?? []
    if (!found) throw new Unreadable(at)
    at += found.length
    return found
  }
  /** `and`, `or` and `not` are words: `order` begins with none of them. */
  const takeWord = (wanted: string): boolean => {
    skip()
    const end = at + wanted.length
    if (text.slice(at, end).toLowerCase() !== wanted || /[\w:.$-]/.test(text[end] ?? ' ')) return false
    at = end
    return true
  }
  const expect = (sign: string) => {
    if (!take(sign)) throw new Unreadable(at)
  }

  function filter(depth: number): Filter {
    let left = conjunction(depth)
    while (takeWord('or')) left = { is: 'or', parts: [left, conjunction(depth)] }
    return left
  }

  function conjunction(depth: number): Filter {
    let left = term(depth)
    while (takeWord('and')) left = { is: 'and', parts: [left, term(depth)] }
    return left
  }

  function term(depth: number): Filter {
    if (depth > deepest) throw new Unreadable(at)
    const start = at
    if (takeWord('not')) {
      if (take('(')) {
        const part = filter(depth + 1)
        expect(')')
        return { is: 'not', part }
      }
      at = start // an attribute may be called so
    }
    if (take('(')) {
      const inner = filter(depth + 1)
      expect(')')
      return inner
    }
    const path = readPath(word(attributeName))
    if (take('[')) {
      const inner = filter(depth + 1)
      expect(']')
      // Entra ID writes what the grammar has in the brackets behind them: emails[type eq "work"].value eq "x".
      if (!take('.')) return { is: 'holds', path, filter: inner }
      return { is: 'holds', path, filter: { is: 'and', parts: [inner, comparison([word(subAttribute).toLowerCase()])] } }
    }
    return comparison(path)
  }

  function comparison(path: AttributePath): Filter {
    if (++count > mostComparisons) throw new Unreadable(at)
    const op = word(operator).toLowerCase()
    if (op === 'pr') return { is: 'present', path }
    if (!isComparison(op)) throw new Unreadable(at)
    return { is: 'compare', path, op, value: literal() }
  }

  function literal(): null | boolean | number | string {
    const start = at
    const found = word(jsonValue)
    try {
      const value = JSON.parse(/^(true|false|null)$/i.test(found) ? found.toLowerCase() : found)
      if (!String(value).includes('\0')) return value // the database takes no NUL
    } catch {}
    throw new Unreadable(start)
  }

  function target(): Target {
    const path = readPath(word(attributeName))
    if (!take('[')) return { path, filter: null, sub: null }
    const inner = filter(0)
    expect(']')
    return { path, filter: inner, sub: take('.') ? word(subAttribute).toLowerCase() : null }
  }

  return {
    filter,
    target,
    at: () => at,
    isAtEnd: () => {
      skip()
      return at === text.length
    },
  }
}

const attributeName = /[a-zA-Z][\w:.$-]*/y
const subAttribute = /[a-zA-Z$][\w$-]*/y
const operator = /[a-zA-Z]{2}(?![\w])/y
const jsonValue = /"(?:[^"\\]|\\.)*"|true\b|false\b|null\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/iy
const isComparison = (text: string): text is Comparison => comparisons.some((one) => one === text)

/** Core attributes may carry their schema's name; an extension's always do. */
export function readPath(text: string): AttributePath {
  const name = text.toLowerCase()
  for (const schema of [urn.user, urn.group]) {
    const prefix = `${schema.toLowerCase()}:`
    if (name.startsWith(prefix)) return name.slice(prefix.length).split('.')
  }
  const extension = urn.enterpriseUser.toLowerCase()
  if (name === extension) return [extension]
  if (name.startsWith(`${extension}:`)) return [extension, ...name.slice(extension.length + 1).split('.')]
  return name.startsWith('urn:') ? [name] : name.split('.')
}

/** The value under a name, whatever its capitals (RFC 7643 2.1). */
export function partOf(resource: JsonObject, name: string): Json | undefined {
  const key = Object.keys(resource).find((key) => key.toLowerCase() === name)
  return key === undefined ? undefined : resource[key]
}

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

type Simple = null | boolean | number | string

/** Every simple value at the path; of a list of objects without a named part, each `value`. */
function valuesAt(resource: JsonObject, path: AttributePath): Simple[] {
  const [name = '', ...rest] = path
  const found = partOf(resource, name)
  const each = Array.isArray(found) ? found : found === undefined ? [] : [found]
  return each.flatMap((value): Simple[] => {
    if (isObject(value)) return valuesAt(value, rest.length > 0 ? rest : ['value'])
    return rest.length > 0 || Array.isArray(value) ? [] : [value]
  })
}

/** The ids that a comparison was found to hold for in the register; undefined where it was not asked. */
type Found = (comparison: Filter) => ReadonlySet<string> | undefined

/** Whether a resource passes the filter. Texts compare without regard to case, but for ids, which are exact. */
export function matches(filter: Filter, resource: JsonObject, found: Found = () => undefined): boolean {
  switch (filter.is) {
    case 'and':
      return filter.parts.every((part) => matches(part, resource, found))
    case 'or':
      return filter.parts.some((part) => matches(part, resource, found))
    case 'not':
      return !matches(filter.part, resource, found)
    case 'present':
      return valuesAt(resource, filter.path).some((value) => value !== null && value !== '') || isObject(partOf(resource, filter.path[0] ?? ''))
    case 'holds': {
      const those = found(filter)
      if (those) return those.has(String(resource.id))
      const list = partOf(resource, filter.path[0] ?? '')
      return (Array.isArray(list) ? list : [list]).some((value) => isObject(value) && matches(filter.filter, value, found))
    }
    case 'compare': {
      const ids = found(filter)
      if (ids) return ids.has(String(resource.id))
      return isComparedTrue(filter.op, valuesAt(resource, filter.path), filter.value, exactly(filter.path))
    }
  }
}

/** Whether the filter asks anything of the attribute that was not found in the register. */
export function asksOf(filter: Filter, attribute: string, found: Found): boolean {
  switch (filter.is) {
    case 'and':
    case 'or':
      return filter.parts.some((part) => asksOf(part, attribute, found))
    case 'not':
      return asksOf(filter.part, attribute, found)
    default:
      return filter.path[0] === attribute && !found(filter)
  }
}

const exactly = (path: AttributePath) => ['id', 'externalid', 'members'].includes(path[0] ?? '')

function isComparedTrue(op: Comparison, values: Simple[], wanted: Simple, isExact: boolean): boolean {
  if (op === 'ne') return !isComparedTrue('eq', values, wanted, isExact)
  if (wanted === null) return op === 'eq' && values.every((value) => value === null)
  return values.some((value) => {
    if (value === null) return false
    if (typeof value === 'boolean') return op === 'eq' && String(value) === String(wanted).toLowerCase()
    if (typeof value === 'number') return typeof wanted === 'number' && isOrdered(op, value - wanted)
    if (typeof wanted !== 'string') return false
    const [one, other] = isExact ? [value, wanted] : [value.toLowerCase(), wanted.toLowerCase()]
    if (op === 'co') return one.includes(other)
    if (op === 'sw') return one.startsWith(other)
    if (op === 'ew') return one.endsWith(other)
    const [time, otherTime] = [timeOf(value), timeOf(wanted)]
    if (time !== null && otherTime !== null) return isOrdered(op, time - otherTime)
    return isOrdered(op, one < other ? -1 : one > other ? 1 : 0)
  })
}

const isOrdered = (op: Comparison, difference: number): boolean =>
  op === 'eq' ? difference === 0 : op === 'gt' ? difference > 0 : op === 'ge' ? difference >= 0 : op === 'lt' ? difference < 0 : op === 'le' && difference <= 0

/** A time as SCIM writes it (RFC 7643 2.3.5), in milliseconds. */
function timeOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : time
}
