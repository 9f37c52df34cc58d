'use server'

import { refresh } from 'next/cache'
import { forgetPress } from '@/lib/flows/desk/press-once'
import * as flow from '@/lib/flows/webhooks/change-webhook'
import { makeWebhookForm, webhookForm } from '@/lib/flows/webhooks/schema'
import { wrong } from '@/lib/web/actions'
import { type StaffVisit, staffAction } from '@/lib/web/staff'
import { findObstacle, press } from '../press'

const actorOf = ({ client, session }: StaffVisit, { reason }: { reason: string }) => ({ actorId: session.personId, client, reason })
const fieldOf = (failure: string) => (failure === 'desk.noReason' ? 'reason' : null)

export const makeWebhook = staffAction('webhooks.manage', makeWebhookForm, async (visit, typed) => {
  const { deps, organisation, say, paths } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: true, done: paths.adminWebhooks })
  if (stopped) return stopped
  const made = await flow.makeWebhook(deps, organisation, actorOf(visit, typed), typed)
  if (made.ok) {
    refresh() // the list below
    return { message: say('webhooks.made'), secret: made.value.secret }
  }
  await forgetPress(deps, organisation, typed.once)
  return wrong(say(made.failure), fieldOf(made.failure))
})

export const changeSecret = staffAction('webhooks.manage', webhookForm, async (visit, typed) => {
  const { deps, organisation, say, paths } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: true, done: paths.adminWebhooks })
  if (stopped) return stopped
  const changed = await flow.changeWebhookSecret(deps, organisation, actorOf(visit, typed), typed.webhook)
  if (changed.ok && changed.value) return { message: say('webhooks.secretChanged'), secret: changed.value }
  await forgetPress(deps, organisation, typed.once)
  return changed.ok ? wrong(say('webhooks.none')) : wrong(say(changed.failure), fieldOf(changed.failure))
})

export const removeWebhook = staffAction('webhooks.manage', webhookForm, (visit, typed) =>
  press(visit, typed, { isSensitive: true, done: `${visit.paths.adminWebhooks}?did=remove`, fieldOf }, () =>
    flow.removeWebhook(visit.deps, visit.organisation, actorOf(visit, typed), typed.webhook),
  ),
)

export const retryWebhook = staffAction('webhooks.manage', webhookForm, (visit, typed) =>
  press(visit, typed, { isSensitive: false, done: `${visit.paths.adminWebhooks}?did=retry`, fieldOf }, () =>
    flow.retryWebhook(visit.deps, visit.organisation, actorOf(visit, typed), typed.webhook),
  ),
)

export const testWebhook = staffAction('webhooks.manage', webhookForm, async (visit, typed) => {
  const { deps, organisation, say, paths } = visit
  const stopped = await findObstacle(visit, typed, { isSensitive: false, done: paths.adminWebhooks })
  if (stopped) return stopped
  const tested = await flow.testWebhook(deps, organisation, actorOf(visit, typed), typed.webhook)
  if (tested.ok) return { message: say('webhooks.tested', { answer: tested.value }) }
  await forgetPress(deps, organisation, typed.once)
  return wrong(say(tested.failure), fieldOf(tested.failure))
})
