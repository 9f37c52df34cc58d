import { type Condition, type ConditionField, type GroupRule, groupRule, mostConditions } from './schema'

/** One line of the form for a rule: a field with what was typed for it. */
export type TypedCondition = { field: string; value: string }

/** How many lines the form has. */
export const formLines = mostConditions

/** The rule that was typed; null where a line can't be understood or there is none. */
export function readRule(match: string, typed: readonly TypedCondition[]): GroupRule | null {
  const conditions = typed.filter(({ field, value }) => field !== '' || value.trim() !== '').map(readCondition)
  const parsed = groupRule.safeParse({ match, conditions })
  return parsed.success ? parsed.data : null
}

function readCondition({ field, value }: TypedCondition): unknown {
  const text = value.trim()
  if (field === 'postalCode') {
    const [from = '', to = from, ...more] = text.split(/[-–—]/).map((part) => part.replace(/\s/g, ''))
    return more.length > 0 || from.length !== to.length || from > to ? null : { field, from, to }
  }
  if (field === 'emailDomain') return { field, value: text.replace(/^.*@/, '').toLowerCase() }
  if (field === 'language') return { field, value: text.toLowerCase() }
  return { field, value: text }
}

/** What stands in the form's line for a condition. */
export const typedCondition = (condition: Condition): { field: ConditionField; value: string } =>
  condition.field === 'postalCode'
    ? { field: 'postalCode', value: condition.from === condition.to ? condition.from : `${condition.from}–${condition.to}` }
    : { field: condition.field, value: condition.value }

/** The groups that a rule asks for. */
export const groupsOf = (rule: GroupRule | null): string[] => rule?.conditions.flatMap((one) => (one.field === 'group' ? [one.value] : [])) ?? []

type Ruled = { id: string; rule: GroupRule | null }

/** Whether `id` with this rule would ask for itself, by way of others too. */
export function asksForItself(id: string, rule: GroupRule, others: readonly Ruled[]): boolean {
  const rules = new Map(others.map((group) => [group.id, group.rule]))
  const seen = new Set<string>()
  const open = groupsOf(rule)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id) return true
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...groupsOf(rules.get(next) ?? null))
  }
  return false
}

/** Groups by rule in an order in which each comes after those that it asks for. */
export function inOrder(groups: readonly Ruled[]): string[] {
  const ordered: string[] = []
  const open = groups.filter(({ rule }) => rule !== null)
  while (open.length > 0) {
    const waiting = new Set(open.map(({ id }) => id))
    const at = open.findIndex(({ rule }) => groupsOf(rule).every((id) => !waiting.has(id)))
    ordered.push(...open.splice(Math.max(at, 0), 1).map(({ id }) => id)) // one that asks for itself is refused where it is saved
  }
  return ordered
}

/** A city as a register may write it. */
export function spellings(city: string, language: string): string[] {
  const small = city.toLocaleLowerCase(language)
  const title = small.replace(/(^|[\s-])(\p{L})/gu, (whole) => whole.toLocaleUpperCase(language))
  return [...new Set([city, small, city.toLocaleUpperCase(language), title])]
}
