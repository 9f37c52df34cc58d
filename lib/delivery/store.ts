import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import { firstIdAt } from '@/lib/core/time-ordered-id'
import type { MessageFilter, MessageState } from './schema'

type Place = { organisationId: string; messageId: string }
const key = ({ organisationId, messageId }: Place) => ({ organisationId, id: messageId })

type NewMessage = {
  id: string
  organisationId: string
  personId: string | null
  channel: string
  recipient: string
  country: string | null
  purpose: string
  sealedContent: Buffer<ArrayBuffer>
  holdsSecret: boolean
  reference: string | null
  staleAt: Date | null
  createdAt: Date
  /** when the worker looks at it */
  nextAttemptAt: Date
  priority: number
}

export async function insertMessage(db: Db, message: NewMessage): Promise<void> {
  await reveal(db).message.create({ data: message })
  await insertEvent(db, { organisationId: message.organisationId, messageId: message.id }, 'queued', '', message.createdAt)
}

/**
 * In the same transaction as the row: the job is there when the message is, and not before. A second call moves the first job.
 * Of jobs that are due the one with the lowest `priority` is done first, the message's own; other work has 0.
 */
export async function enqueueDelivery(db: Db, place: Place, afterMs = 0): Promise<void> {
  const payload = JSON.stringify({ organisationId: place.organisationId, messageId: place.messageId })
  await reveal(db).$executeRaw`
    SELECT graphile_worker.add_job('deliver-message', ${payload}::json, run_at => now() + ${afterMs}::bigint * interval '1 millisecond', job_key => ${`message:${place.organisationId}:${place.messageId}`}, priority => priority::int)
    FROM messages WHERE organisation_id = ${place.organisationId}::uuid AND id = ${place.messageId}::uuid`
}

function insertEvent(db: Db, { organisationId, messageId }: Place, state: string, answer: string, at: Date) {
  return reveal(db).messageEvent.create({ data: { organisationId, messageId, state, answer, at } })
}

/** Takes a queued message for one attempt: of many workers one gets it. `leaseEndsAt` is when the claim counts as dead. */
export async function claimMessage(db: Db, place: Place, now: Date, leaseEndsAt: Date) {
  const [claimed] = await reveal(db).message.updateManyAndReturn({
    where: { ...key(place), state: 'queued' },
    data: { state: 'handing-over', attempts: { increment: 1 }, nextAttemptAt: leaseEndsAt },
  })
  if (claimed) await insertEvent(db, place, 'handing-over', '', now)
  return claimed ?? null
}
export type ClaimedMessage = NonNullable<Awaited<ReturnType<typeof claimMessage>>>

type Move = {
  from: MessageState[]
  /** only while no later attempt has begun */
  attempts?: number
  to: MessageState
  at: Date
  answer: string
  fields?: {
    nextAttemptAt?: Date
    gateway?: string
    providerMessageId?: string | null
    handedOverAt?: Date
    deliveredAt?: Date
    failedAt?: Date | null
    failure?: string | null
    sealedContent?: null
  }
}

/** Moves a message on, if it still is where the mover thinks; writes its event then. */
export async function moveMessage(db: Db, place: Place, { from, attempts, to, at, answer, fields }: Move): Promise<boolean> {
  const { count } = await reveal(db).message.updateMany({ where: { ...key(place), state: { in: from }, attempts }, data: { ...fields, state: to } })
  if (count > 0) await insertEvent(db, place, to, answer, at)
  return count > 0
}

/** What the gateway calls the message, learnt after its receipt had already moved it on. */
export async function saveProviderId(db: Db, place: Place, gateway: string, providerMessageId: string | null): Promise<void> {
  await reveal(db).message.updateMany({ where: { ...key(place), providerMessageId: null }, data: { gateway, providerMessageId } })
}

/** The content of a message with a secret goes when the secret is out or dead. */
export async function emptyContent(db: Db, place: Place): Promise<void> {
  await reveal(db).message.updateMany({ where: key(place), data: { sealedContent: null } })
}

export function findMessage(db: Db, place: Place) {
  return reveal(db).message.findUnique({ where: { organisationId_id: key(place) } })
}

const stuckFields = { organisationId: true, id: true, attempts: true, holdsSecret: true, personId: true, channel: true, purpose: true, staleAt: true } as const

/** Claimed by a worker that never came back; of all organisations. */
export function listStuck(db: Db, leaseEndedBefore: Date, limit: number) {
  return reveal(db).message.findMany({ where: { state: 'handing-over', nextAttemptAt: { lt: leaseEndedBefore } }, select: stuckFields, take: limit })
}

/** Due, but nobody came: the job is lost. Of all organisations. */
export function listLost(db: Db, dueBefore: Date, limit: number) {
  return reveal(db).message.findMany({ where: { state: 'queued', nextAttemptAt: { lt: dueBefore } }, select: stuckFields, take: limit })
}

/** Newest first, of all organisations: for the demo's outbox page. */
export function listNewest(db: Db, limit: number) {
  return reveal(db).message.findMany({
    where: { sealedContent: { not: null } },
    select: { id: true, channel: true, recipient: true, sealedContent: true, createdAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
}

/** Newest first; `most` and `before` for a page of them. */
export function listOfPerson(
  db: Db,
  organisationId: string,
  personId: string,
  { most, before }: { most?: number; before?: { at: Date; id: string } | null } = {},
) {
  return reveal(db).message.findMany({
    where: {
      organisationId,
      personId,
      ...(before ? { createdAt: { lte: before.at }, OR: [{ createdAt: { lt: before.at } }, { id: { lt: before.id } }] } : {}),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  })
}

/** Takes letters that wait, of the given ones or of all, oldest first: of two who print each gets others. */
export async function claimLetters(db: Db, organisationId: string, { messageIds, limit, now, leaseEndsAt }: LetterClaim): Promise<ClaimedLetter[]> {
  const claimed = await reveal(db).$queryRaw<ClaimedLetter[]>`
    WITH waiting AS MATERIALIZED ( -- a subquery in its place may be run anew for each row, and take more than its limit
      SELECT id FROM messages WHERE organisation_id = ${organisationId}::uuid AND channel = 'letter' AND state = 'queued'
        AND (stale_at IS NULL OR stale_at > ${now}) AND (${messageIds}::uuid[] IS NULL OR id = ANY(${messageIds}::uuid[]))
      ORDER BY created_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE messages SET state = 'handing-over', attempts = attempts + 1, next_attempt_at = ${leaseEndsAt}, gateway = NULL, provider_message_id = NULL
    FROM waiting WHERE messages.organisation_id = ${organisationId}::uuid AND messages.id = waiting.id
    RETURNING messages.id, attempts, sealed_content AS "sealedContent", stale_at AS "staleAt", created_at AS "createdAt"`
  for (const { id } of claimed) await insertEvent(db, { organisationId, messageId: id }, 'handing-over', '', now)
  return claimed.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime() || one.id.localeCompare(other.id))
}
type LetterClaim = { messageIds: string[] | null; limit: number; now: Date; leaseEndsAt: Date }
export type ClaimedLetter = { id: string; attempts: number; sealedContent: Uint8Array | null; staleAt: Date | null; createdAt: Date }

/** Letters of a person that nobody has printed yet. */
export async function listWaitingLetters(db: Db, organisationId: string, personId: string, purpose: string): Promise<string[]> {
  const where = { organisationId, personId, purpose, channel: 'letter', state: 'queued' }
  return (await reveal(db).message.findMany({ where, select: { id: true } })).map(({ id }) => id)
}

const shown = Prisma.sql`m.id, m.person_id AS "personId", m.channel, m.recipient, m.purpose, m.state, m.attempts, m.holds_secret AS "holdsSecret",
  m.sealed_content IS NOT NULL AS "hasContent", m.stale_at AS "staleAt", m.next_attempt_at AS "nextAttemptAt", m.gateway, m.created_at AS "createdAt",
  m.handed_over_at AS "handedOverAt", m.delivered_at AS "deliveredAt", m.failed_at AS "failedAt", m.failure, m.reference`

export async function findShown(db: Db, { organisationId, messageId }: Place): Promise<ShownMessage | null> {
  const [found] = await reveal(db).$queryRaw<ShownMessage[]>`
    SELECT ${shown} FROM messages m WHERE m.organisation_id = ${organisationId}::uuid AND m.id = ${messageId}::uuid`
  return found ?? null
}

/** How many messages were written since then, and of them since `lately`, by channel and country. */
export function countSince(db: Db, organisationId: string, since: Date, lately = since) {
  return reveal(db).$queryRaw<{ channel: string; country: string | null; count: number; late: number }[]>`
    SELECT channel, country, count(*)::int AS count, (count(*) FILTER (WHERE created_at >= ${lately}))::int AS late FROM messages WHERE organisation_id = ${organisationId}::uuid AND channel IN ('sms', 'email', 'letter')
      AND created_at >= ${since} GROUP BY channel, country ORDER BY channel, count DESC`
}

/** Gives letters that were just taken the name of the pile in which they are printed. */
export async function namePile(db: Db, organisationId: string, ids: string[], pileId: string): Promise<void> {
  await reveal(db).message.updateMany({ where: { organisationId, id: { in: ids } }, data: { gateway: 'print', providerMessageId: pileId } })
}

/** Piles of letters that somebody took to print and has not told the end of. */
export function listPiles(db: Db, organisationId: string) {
  return reveal(db).$queryRaw<{ id: string; count: number; leaseEndsAt: Date }[]>`
    SELECT provider_message_id AS id, count(*)::int AS count, min(next_attempt_at) AS "leaseEndsAt" FROM messages
    WHERE organisation_id = ${organisationId}::uuid AND state = 'handing-over' AND channel = 'letter' AND gateway = 'print' AND provider_message_id IS NOT NULL
    GROUP BY provider_message_id ORDER BY 3`
}

export function lettersOfPile(db: Db, organisationId: string, pileId: string): Promise<ClaimedLetter[]> {
  return reveal(db).message.findMany({
    where: { organisationId, channel: 'letter', state: 'handing-over', gateway: 'print', providerMessageId: pileId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, attempts: true, sealedContent: true, staleAt: true, createdAt: true },
  })
}

export function countWaitingLetters(db: Db, organisationId: string, now: Date): Promise<number> {
  return reveal(db).message.count({ where: { organisationId, channel: 'letter', state: 'queued', OR: [{ staleAt: null }, { staleAt: { gt: now } }] } })
}

/** Newest first, of those before the message `before`, without what they say. A statement of its own for each kind of filter, so that each finds its index. */
export function findMessages(db: Db, organisationId: string, filter: MessageFilter, before: string | null, most: number) {
  const conditions = [
    Prisma.sql`m.organisation_id = ${organisationId}::uuid`,
    filter.personId && Prisma.sql`m.person_id = ${filter.personId}::uuid`,
    filter.channel && Prisma.sql`m.channel = ${filter.channel}`,
    filter.state && Prisma.sql`m.state = ${filter.state}`,
    filter.purpose && Prisma.sql`m.purpose = ${filter.purpose}`,
    filter.recipients && Prisma.sql`m.recipient = ANY(${filter.recipients})`,
    filter.from && Prisma.sql`m.id >= ${firstIdAt(filter.from)}::uuid`,
    filter.until && Prisma.sql`m.id < ${firstIdAt(filter.until)}::uuid`,
    before && Prisma.sql`m.id < ${before}::uuid`,
  ].filter((condition) => condition instanceof Object)
  return reveal(db).$queryRaw<ShownMessage[]>`
    SELECT ${shown} FROM messages m WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY m.id DESC LIMIT ${most}`
}
export type ShownMessage = {
  id: string
  personId: string | null
  channel: string
  recipient: string
  purpose: string
  state: MessageState
  attempts: number
  holdsSecret: boolean
  hasContent: boolean
  staleAt: Date | null
  nextAttemptAt: Date
  gateway: string | null
  createdAt: Date
  handedOverAt: Date | null
  deliveredAt: Date | null
  failedAt: Date | null
  failure: string | null
  reference: string | null
}

/** The way of one message: every state with the gateway's answer, oldest first. */
export function eventsOf(db: Db, { organisationId, messageId }: Place) {
  return reveal(db).messageEvent.findMany({
    where: { organisationId, messageId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { id: true, at: true, state: true, answer: true },
  })
}
