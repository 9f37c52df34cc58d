import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

type Bytes = Uint8Array<ArrayBuffer>
type Made = { id: string; url: string; acts: string[]; sealedSecret: Bytes; position: bigint; createdAt: Date; createdBy: string | null }

export async function insertWebhook(db: Db, organisationId: string, webhook: Made): Promise<void> {
  await reveal(db).webhook.create({ data: { ...webhook, organisationId, nextAttemptAt: webhook.createdAt }, select: { id: true } })
}

export function findWebhooks(db: Db, organisationId: string) {
  const select = {
    id: true,
    url: true,
    acts: true,
    failures: true,
    nextAttemptAt: true,
    lastAnswer: true,
    lastAnswerAt: true,
    stoppedAt: true,
    createdAt: true,
  }
  return reveal(db).webhook.findMany({ where: { organisationId }, select, orderBy: { createdAt: 'asc' }, take: 100 })
}

const calling = { url: true, acts: true, sealedSecret: true, formerSecret: true, formerUntil: true, position: true, failures: true } as const

export function findWebhook(db: Db, organisationId: string, id: string) {
  return reveal(db).webhook.findFirst({ where: { organisationId, id }, select: calling })
}

/** Everybody's that are due now. */
export function dueWebhooks(db: Db, now: Date) {
  const where = { stoppedAt: null, nextAttemptAt: { lte: now } }
  return reveal(db).webhook.findMany({ where, select: { organisationId: true, id: true }, orderBy: { nextAttemptAt: 'asc' }, take: 1_000 })
}

/** Takes a due one for as long as `until`, against other workers; null when another has it. */
export async function claimWebhook(db: Db, organisationId: string, id: string, now: Date, until: Date) {
  const where = { organisationId, id, stoppedAt: null, nextAttemptAt: { lte: now } }
  const [claimed] = await reveal(db).webhook.updateManyAndReturn({ where, data: { nextAttemptAt: until }, select: calling })
  return claimed ?? null
}

type Outcome = { position?: bigint; failures?: number; nextAttemptAt?: Date; lastAnswer?: string; lastAnswerAt?: Date; stoppedAt?: Date | null }

/** Its address, or null when it is gone. */
export async function updateWebhook(db: Db, organisationId: string, id: string, outcome: Outcome): Promise<string | null> {
  const [row] = await reveal(db).webhook.updateManyAndReturn({ where: { organisationId, id }, data: outcome, select: { url: true } })
  return row?.url ?? null
}

/** Its address, or null when it is gone; the present secret becomes the former one. */
export async function writeWebhookSecret(db: Db, organisationId: string, id: string, secret: { sealedSecret: Bytes; former: Bytes; formerUntil: Date }) {
  const { sealedSecret, former, formerUntil } = secret
  const data = { sealedSecret, formerSecret: former, formerUntil }
  const [row] = await reveal(db).webhook.updateManyAndReturn({ where: { organisationId, id }, data, select: { url: true } })
  return row?.url ?? null
}

/** Its address, or null when it was gone already. */
export async function deleteWebhook(db: Db, organisationId: string, id: string): Promise<string | null> {
  const [row] = await reveal(db).$queryRaw<{ url: string }[]>`
    DELETE FROM webhooks WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid RETURNING url`
  return row?.url ?? null
}
