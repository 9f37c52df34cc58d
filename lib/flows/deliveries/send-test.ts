import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { CapFailure } from '@/lib/delivery/count-message'
import { queueMessage } from '@/lib/delivery/queue-message'
import { isPlainAddress } from '@/lib/delivery/rules'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { readMobile } from '@/lib/people/read-mobile'
import type { Language } from '@/lib/words/language'
import { type Client, whereFrom } from '../client'

/** Of one member of staff in an hour: a test is no way to send messages to strangers. */
const mostPerHour = 20

type Wish = { actorId: string; client: Client; to: string; reason: string; language: Language }
export type TestFailure = CapFailure | 'desk.noReason' | 'deliveries.test.noRecipient' | 'deliveries.test.tooMany'

/** Sends a message that says nothing but that it is a test, by the same way as every other, to a number or an address; returns its id. */
export async function sendTest(deps: Deps, organisation: Organisation, { actorId, client, to, reason, language }: Wish): Promise<Result<string, TestFailure>> {
  const { id: organisationId, settings } = organisation
  if (reason.trim() === '') return failure('desk.noReason')
  const receiver = readReceiver(to, settings.country)
  if (!receiver) return failure('deliveries.test.noRecipient')
  const limit = { name: 'test-message', key: `${organisationId} ${actorId}`, max: mostPerHour, windowSeconds: 3_600 }
  if ((await countUse(deps, limit)).isOver) return failure('deliveries.test.tooMany')
  return inTransaction(deps, async (deps) => {
    const message = { organisation, personId: null, ...receiver, language, template: 'test', values: {} } as const
    const queued = await queueMessage(deps, message)
    if (!queued.ok) return queued
    const { messageId } = queued.value
    const personal = { ...whereFrom(client), reason: reason.trim().slice(0, 500), to: receiver.recipient }
    const event = { organisationId, act: 'message.tested', outcome: 'success' as const, actorId, subjectId: null }
    await recordEvent(deps, { ...event, details: { messageId, channel: receiver.channel }, personal })
    return success(messageId)
  })
}

function readReceiver(typed: string, country: string): { channel: 'sms' | 'email'; recipient: string } | null {
  const to = typed.trim()
  if (to.includes('@')) return isPlainAddress(to) ? { channel: 'email', recipient: to } : null
  const mobile = readMobile(to, country)
  return mobile ? { channel: 'sms', recipient: mobile } : null
}
