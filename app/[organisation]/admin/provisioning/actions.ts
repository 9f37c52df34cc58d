'use server'

import { refresh } from 'next/cache'
import { forgetPress } from '@/lib/flows/desk/press-once'
import { makeToken as make } from '@/lib/flows/provisioning/make-token'
import { removeToken as remove } from '@/lib/flows/provisioning/remove-token'
import { makeTokenForm, removeTokenForm } from '@/lib/flows/provisioning/schema'
import { goTo, wrong } from '@/lib/web/actions'
import { sayFailure } from '@/lib/web/say-failure'
import { staffAction } from '@/lib/web/staff'
import { findObstacle } from '../press'

export const makeToken = staffAction('provisioning.manage', makeTokenForm, async (visit, typed) => {
  const { deps, organisation, client, session, say } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: true, done: visit.paths.adminProvisioning })
  if (stopped) return stopped
  const made = await make(deps, organisation, { actorId: session.personId, client, reason: typed.reason, name: typed.name, months: Number(typed.months) })
  if (made.ok) {
    refresh() // the list below
    return { message: say('provisioning.made'), secret: made.value }
  }
  await forgetPress(deps, organisation, typed.once)
  return wrong(say(made.failure), 'reason')
})

export const removeToken = staffAction('provisioning.manage', removeTokenForm, async (visit, typed) => {
  const { deps, organisation, client, session, paths } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: true, done: visit.paths.adminProvisioning })
  if (stopped) return stopped
  const removed = await remove(deps, organisation, { actorId: session.personId, client, reason: typed.reason, tokenId: typed.token })
  if (removed.ok) return goTo(`${paths.adminProvisioning}?did=remove`)
  await forgetPress(deps, organisation, typed.once)
  return wrong(sayFailure(visit, removed.failure), removed.failure === 'desk.noReason' ? 'reason' : null)
})
