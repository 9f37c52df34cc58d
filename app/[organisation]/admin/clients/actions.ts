'use server'

import { refresh } from 'next/cache'
import { forgetPress } from '@/lib/flows/desk/press-once'
import { changeSecret as change, removeClient as remove, changeClient as rewrite } from '@/lib/flows/openid/change-client'
import { makeClient as make } from '@/lib/flows/openid/make-client'
import { changeClientForm, clientForm, makeClientForm } from '@/lib/flows/openid/schema'
import { findGroup } from '@/lib/groups/find-group'
import { goTo, wrong } from '@/lib/web/actions'
import { type StaffVisit, staffAction } from '@/lib/web/staff'
import { findObstacle } from '../press'

const actorOf = ({ client, session }: StaffVisit, { reason }: { reason: string }) => ({ actorId: session.personId, client, reason })

export const makeClient = staffAction('clients.manage', makeClientForm, async (visit, typed) => {
  const { deps, organisation, say } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: true, done: visit.paths.adminClients })
  if (stopped) return stopped
  const isGroupOurs = typed.groupId === null || (await findGroup(deps, organisation.id, typed.groupId)) !== null
  const made = isGroupOurs ? await make(deps, organisation, actorOf(visit, typed), typed) : null
  if (made?.ok) {
    refresh() // the list below
    const { id, secret } = made.value
    return secret ? { message: say('clients.made', { id }), secret } : { message: say('clients.madePublic', { id }) }
  }
  await forgetPress(deps, organisation, typed.once)
  return made ? wrong(say(made.failure), 'reason') : wrong(say('page.badInput'), 'group')
})

export const changeClient = staffAction('clients.manage', changeClientForm, async (visit, typed) => {
  const { deps, organisation, say, paths } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: true, done: paths.adminClients })
  if (stopped) return stopped
  const isGroupOurs = typed.groupId === null || (await findGroup(deps, organisation.id, typed.groupId)) !== null
  const changed = isGroupOurs ? await rewrite(deps, organisation, actorOf(visit, typed), typed.client, typed) : null
  if (changed?.ok) return goTo(`${paths.adminClients}?did=change`)
  await forgetPress(deps, organisation, typed.once)
  if (!changed) return wrong(say('page.badInput'), 'group')
  return wrong(say(changed.failure), changed.failure === 'desk.noReason' ? 'reason' : null)
})

export const changeSecret = staffAction('clients.manage', clientForm, async (visit, typed) => {
  const { deps, organisation, say } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: true, done: visit.paths.adminClients })
  if (stopped) return stopped
  const changed = await change(deps, organisation, actorOf(visit, typed), typed.client)
  if (changed.ok && changed.value) return { message: say('clients.secretChanged'), secret: changed.value }
  await forgetPress(deps, organisation, typed.once)
  return changed.ok ? wrong(say('clients.none')) : wrong(say(changed.failure), changed.failure === 'desk.noReason' ? 'reason' : null)
})

export const removeClient = staffAction('clients.manage', clientForm, async (visit, typed) => {
  const { deps, organisation, say, paths } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: true, done: visit.paths.adminClients })
  if (stopped) return stopped
  const removed = await remove(deps, organisation, actorOf(visit, typed), typed.client)
  if (removed.ok) return goTo(`${paths.adminClients}?did=remove`)
  await forgetPress(deps, organisation, typed.once)
  return wrong(say(removed.failure), removed.failure === 'desk.noReason' ? 'reason' : null)
})
