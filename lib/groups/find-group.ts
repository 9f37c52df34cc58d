import type { Deps } from '@/lib/core/db'
import type { Group, GroupMember, GroupRule } from './schema'
import { countByRule, countScopes, findGroup as find, listGroups as list, listMembers, listNames, membersAmong } from './store'

export const findGroup = (deps: Deps, organisationId: string, id: string): Promise<Group | null> => find(deps.db, organisationId, id)

/** A page of them by name. */
export const listGroups = (deps: Deps, organisationId: string, after: string, count: number): Promise<Group[]> => list(deps.db, organisationId, after, count)

/** All of them, to choose from. */
export const listGroupNames = (deps: Deps, organisationId: string) => listNames(deps.db, organisationId)

export const listGroupMembers = (deps: Deps, organisationId: string, groupId: string, after: string | null, count: number): Promise<GroupMember[]> =>
  listMembers(deps.db, organisationId, groupId, after, count)

export const groupMembersAmong = (deps: Deps, organisationId: string, groupId: string, people: string[]): Promise<string[]> =>
  membersAmong(deps.db, organisationId, groupId, people)

/** Grants of roles that reach this group's people. */
export const countGrants = (deps: Deps, organisationId: string, groupId: string): Promise<number> => countScopes(deps.db, organisationId, groupId)

type Ruling = { id: string; settings: { languages: readonly string[] } }

/** How many people a rule would mean now. */
export const previewRule = (deps: Deps, organisation: Ruling, rule: GroupRule): Promise<number> =>
  countByRule(deps.db, organisation.id, rule, { language: organisation.settings.languages[0] ?? '' })
