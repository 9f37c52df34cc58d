import { randomInt } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, codeRequestsHere, whereFrom } from '../client'
import { countHere } from '../count-here'

export type OrderData = { memberNumber: string; channel: 'sms' | 'email'; contact: string }
export const orderKind = 'order-first-password'
/** An order waits by chance for at most this long: what a known one gives the worker to do must not be felt in the requests after it. Milliseconds. */
const longestWait = 2_000

/** Takes an order and answers at once, the same for everybody: the worker compares what was typed with the register (F1). */
export async function beginOrder(deps: Deps, organisation: Organisation, client: Client, data: OrderData): Promise<Result<null, 'signIn.tooManyFromHere'>> {
  if (await countHere(deps, organisation, client, codeRequestsHere(organisation, client))) return failure('signIn.tooManyFromHere')
  await inTransaction(deps, async (deps) => {
    const journey = await beginJourney(deps, {
      organisationId: organisation.id,
      kind: orderKind,
      state: 'ordered',
      browser: client.browser,
      personId: null,
      data,
      minutes: 30,
    })
    await enqueueJob(deps, 'send-first-password', { organisationId: organisation.id, journeyId: journey.id }, { afterMs: randomInt(longestWait) })
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'first-password.ordered',
      outcome: 'success',
      details: { channel: data.channel },
      personal: whereFrom(client),
    })
  })
  return success(null)
}
