'use server'

import { endLetters } from '@/lib/flows/deliveries/end-letters'
import { retryDelivery } from '@/lib/flows/deliveries/retry-delivery'
import { deliveryForm, pileForm, takeForm, testForm } from '@/lib/flows/deliveries/schema'
import { sendTest } from '@/lib/flows/deliveries/send-test'
import { stopDelivery } from '@/lib/flows/deliveries/stop-delivery'
import { takeLetters } from '@/lib/flows/deliveries/take-letters'
import { forgetPress, isSecondPress } from '@/lib/flows/desk/press-once'
import { goTo, wrong } from '@/lib/web/actions'
import { staffAction } from '@/lib/web/staff'
import { press } from '../press'

const fieldOf = (failure: string) => (failure === 'desk.noReason' ? 'reason' : failure === 'deliveries.test.noRecipient' ? 'to' : null)

export const retry = staffAction('deliveries.act', deliveryForm, (visit, typed) => {
  const wish = { actorId: visit.session.personId, client: visit.client, messageId: typed.message, reason: typed.reason }
  const done = `${visit.paths.adminDelivery(typed.message)}?did=retry`
  return press(visit, typed, { isSensitive: false, done, fieldOf }, () => retryDelivery(visit.deps, visit.organisation, wish))
})

export const stop = staffAction('deliveries.act', deliveryForm, (visit, typed) => {
  const wish = { actorId: visit.session.personId, client: visit.client, messageId: typed.message, reason: typed.reason }
  const done = `${visit.paths.adminDelivery(typed.message)}?did=stop`
  return press(visit, typed, { isSensitive: false, done, fieldOf }, () => stopDelivery(visit.deps, visit.organisation, wish))
})

/** Leads to the message itself; the second press of a button to the list, where it stands on top. */
export const test = staffAction('deliveries.act', testForm, async (visit, { once, to, reason }) => {
  const { deps, organisation, client, session, say, paths } = visit
  if (await isSecondPress(deps, organisation, once)) return goTo(paths.adminDeliveries)
  const sent = await sendTest(deps, organisation, { actorId: session.personId, client, to, reason, language: say.language })
  if (sent.ok) return goTo(paths.adminDelivery(sent.value))
  await forgetPress(deps, organisation, once)
  return wrong(say(sent.failure), fieldOf(sent.failure))
})

export const takePile = staffAction('deliveries.act', takeForm, (visit, typed) =>
  press(visit, typed, { isSensitive: false, done: visit.paths.adminLetters }, () =>
    takeLetters(visit.deps, visit.organisation, visit.client, visit.session.personId),
  ),
)

export const endPile = staffAction('deliveries.act', pileForm, (visit, typed) => {
  const end = { pileId: typed.pile, isPrinted: typed.end === 'printed' }
  return press(visit, typed, { isSensitive: false, done: `${visit.paths.adminLetters}?did=${typed.end}` }, () =>
    endLetters(visit.deps, visit.organisation, visit.client, visit.session.personId, end),
  )
})
