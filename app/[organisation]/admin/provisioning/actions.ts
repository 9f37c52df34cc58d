'use server'

import { refresh } from 'next/cache'
import { forgetPress, isSecondPress } from '@/lib/flows/desk/press-once'
import { makeToken as make } from '@/lib/flows/provisioning/make-token'
import { removeToken as remove } from '@/lib/flows/provisioning/remove-token'
import { makeTokenForm, removeTokenForm } from '@/lib/flows/provisioning/schema'
import { isFresh } from '@/lib/sessions/rules'
import { type Answer, goTo, wrong } from '@/lib/web/actions'
import type { StaffVisit } from '@/lib/web/staff'
import { staffAction } from '@/lib/web/staff'
import { sayFailure } from '../../(entrance)/sign-in/failure'
import { stepUp } from '../../step-up'

/** A page may have stood open for a while when its button is pressed; minutes. */
const patience = 10

type Typed = { once: string; reason: string; currentPassword?: string | undefined }

/** What stops an act before it is done: the own password that must be proved anew, or that it was done already. */
async function obstacle(visit: StaffVisit, { once, currentPassword }: Typed): Promise<Answer | null> {
  const { deps, organisation, session, paths } = visit
  if (currentPassword !== undefined || !isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes + patience, deps.now())) {
    const proof = await stepUp(visit, currentPassword ?? '')
    if (!proof.ok) return proof.failure
  }
  return (await isSecondPress(deps, organisation, once)) ? goTo(paths.adminProvisioning) : null
}

export const makeToken = staffAction('provisioning.manage', makeTokenForm, async (visit, typed) => {
  const { deps, organisation, client, session, say } = visit
  const stopped = await obstacle(visit, typed)
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
  const stopped = await obstacle(visit, typed)
  if (stopped) return stopped
  const removed = await remove(deps, organisation, { actorId: session.personId, client, reason: typed.reason, tokenId: typed.token })
  if (removed.ok) return goTo(`${paths.adminProvisioning}?did=remove`)
  await forgetPress(deps, organisation, typed.once)
  return wrong(sayFailure(visit, removed.failure), removed.failure === 'desk.noReason' ? 'reason' : null)
})
