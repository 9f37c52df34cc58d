'use server'

import { failure } from '@/lib/core/result'
import { askForRole as ask } from '@/lib/flows/roles/ask-for-role'
import { decideRequest as decide } from '@/lib/flows/roles/decide-request'
import { askForm, decisionForm, takeForm } from '@/lib/flows/roles/schema'
import { takeRoleAway as take } from '@/lib/flows/roles/take-role-away'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import { readGroupNames } from '@/lib/people/roles/rules'
import { staffAction } from '@/lib/web/staff'
import type { WordKey } from '@/lib/words/keys'
import { press } from '../press'

export const askForRole = staffAction('roles.ask', askForm, (visit, typed) => {
  const { deps, organisation, session, client, paths } = visit
  const { who, role, groups, reason } = typed
  const run = async () => {
    const person = await findPersonByIdentifier(deps, organisation.id, who)
    if (!person) return failure('roles.nobody' as const)
    return ask(deps, organisation, { actorId: session.personId, client, personId: person.id, reason, role, groups: readGroupNames(groups) })
  }
  return press(visit, typed, { isSensitive: true, done: `${paths.adminRoles}?did=ask`, fieldOf }, run)
})

export const decideRequest = staffAction('roles.decide', decisionForm, (visit, typed) => {
  const { deps, organisation, session, client, paths } = visit
  const { request: requestId, decision, reason } = typed
  const run = () => decide(deps, organisation, { actorId: session.personId, client, reason, requestId, decision })
  return press(visit, typed, { isSensitive: true, done: `${paths.adminRoles}?did=${decision}`, fieldOf }, run)
})

export const takeRoleAway = staffAction('roles.take-away', takeForm, (visit, typed) => {
  const { deps, organisation, session, client, paths } = visit
  const { person: personId, role, reason } = typed
  const run = () => take(deps, organisation, { actorId: session.personId, client, personId, reason, role })
  return press(visit, typed, { isSensitive: true, done: `${paths.adminRoles}?did=take`, fieldOf }, run)
})

function fieldOf(failure: WordKey): string | null {
  if (failure === 'desk.noReason') return 'reason'
  if (failure === 'roles.unknownGroup' || failure === 'roles.notBoundable') return 'groups'
  if (failure === 'roles.nobody' || failure === 'desk.notActive') return 'who'
  return null
}
