'use server'

import { changeGroups } from '@/lib/flows/groups/change-groups'
import { conditionsOf, memberForm, nameForm, removeForm, renameForm, ruleForm } from '@/lib/flows/groups/schema'
import { listGroupNames, previewRule } from '@/lib/groups/find-group'
import { readRule, type TypedCondition } from '@/lib/groups/rules'
import { goTo, note, wrong } from '@/lib/web/actions'
import type { MemberVisit } from '@/lib/web/session'
import { staffAction } from '@/lib/web/staff'

const changes = ({ deps, organisation, session, client }: MemberVisit) => changeGroups(deps, organisation, { staffId: session.personId, client })

export const make = staffAction('people.manage-groups', nameForm, async (visit, { name }) => {
  const made = await changes(visit).make(name)
  return made.ok ? goTo(visit.paths.adminGroup(made.value.id)) : wrong(visit.say(made.failure), 'name')
})

export const rename = staffAction('people.manage-groups', renameForm, async (visit, { group, name }) => {
  const renamed = await changes(visit).rename(group, name)
  return renamed.ok ? goTo(visit.paths.adminGroup(group)) : wrong(visit.say(renamed.failure), 'name')
})

export const remove = staffAction('people.manage-groups', removeForm, async (visit, { group, reason }) => {
  const removed = await changes(visit).remove(group, reason)
  return removed.ok ? goTo(visit.paths.adminGroups) : wrong(visit.say(removed.failure), 'reason')
})

export const move = staffAction('people.manage-groups', memberForm, async (visit, { group, person, reason, move }) => {
  const moved = await changes(visit).move(group, person, move === 'in', reason)
  return moved.ok ? goTo(visit.paths.adminGroup(group)) : wrong(visit.say(moved.failure), 'reason')
})

export const saveRule = staffAction('people.manage-groups', ruleForm, async (visit, typed) => {
  const { deps, organisation, paths, say } = visit
  const { group, match, press } = typed
  if (press === 'drop') {
    const dropped = await changes(visit).rule(group, null)
    return dropped.ok ? goTo(paths.adminGroup(group)) : wrong(say(dropped.failure))
  }
  const rule = readRule(match, await withGroupIds(visit, conditionsOf(typed)))
  if (!rule) return wrong(say('groups.rule.bad'), 'field0')
  if (press === 'preview') return note(say('groups.rule.previewed', { count: await previewRule(deps, organisation, rule) }))
  const saved = await changes(visit).rule(group, rule)
  return saved.ok ? goTo(paths.adminGroup(group)) : wrong(say(saved.failure))
})

/** A group is typed by its name. */
async function withGroupIds({ deps, organisation }: MemberVisit, typed: TypedCondition[]): Promise<TypedCondition[]> {
  const names = await listGroupNames(deps, organisation.id)
  return typed.map((one) => (one.field === 'group' ? { ...one, value: names.find(({ name }) => name === one.value.trim())?.id ?? '' } : one))
}
