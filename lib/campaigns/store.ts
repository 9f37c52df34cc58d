import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import type { Campaign, CampaignPerson, CampaignPlan, CampaignState, Count } from './schema'

type Row = Omit<Campaign, 'quiet'> & { quietFrom: number | null; quietUntil: number | null }

const campaignOf = ({ quietFrom, quietUntil, ...row }: Row): Campaign => ({
  ...row,
  quiet: quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
})

const campaignFields = Prisma.sql`id, organisation_id AS "organisationId", name, audience, group_id AS "groupId", after_id AS "afterId",
  only_new AS "onlyNew", channels, fall_through_hours AS "fallThroughHours", per_minute AS "perMinute", quiet_from AS "quietFrom",
  quiet_until AS "quietUntil", erases, state, reason, created_by AS "createdBy", created_at AS "createdAt", started_by AS "startedBy",
  started_at AS "startedAt", ended_at AS "endedAt", watched_until AS "watchedUntil", counted_at AS "countedAt"`

/** False when there is one of this id already: the form was sent twice. */
export async function insertCampaign(
  db: Db,
  organisationId: string,
  { id, plan, createdBy, createdAt }: { id: string; plan: CampaignPlan; createdBy: string; createdAt: Date },
): Promise<boolean> {
  const { quiet, ...rest } = plan
  const data = { id, organisationId, ...rest, quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null, createdBy, createdAt }
  return (await reveal(db).campaign.createMany({ data, skipDuplicates: true })).count === 1
}

export async function findById(db: Db, organisationId: string, id: string): Promise<Campaign | null> {
  const [row] = await reveal(db).$queryRaw<Row[]>`
    SELECT ${campaignFields} FROM campaigns WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`
  return row ? campaignOf(row) : null
}

/** Newest first, each with its line of the funnel. */
export async function listNewest(db: Db, organisationId: string, most: number): Promise<(Campaign & { count: Count | null })[]> {
  const rows = await reveal(db).$queryRaw<Row[]>`
    SELECT ${campaignFields} FROM campaigns WHERE organisation_id = ${organisationId}::uuid ORDER BY created_at DESC, id LIMIT ${most}`
  const counts = await reveal(db).campaignCount.findMany({ where: { organisationId, campaignId: { in: rows.map(({ id }) => id) }, kind: 'all' } })
  return rows.map((row) => ({ ...campaignOf(row), count: counts.find(({ campaignId }) => campaignId === row.id) ?? null }))
}

/** What has work for the worker: all that is not over, and for some time what is, since people go on answering. Of all organisations. */
export function listAtWork(db: Db, endedAfter: Date) {
  return reveal(db).campaign.findMany({
    where: { OR: [{ state: { in: ['choosing', 'running', 'paused'] } }, { state: { in: ['stopped', 'finished'] }, endedAt: { gt: endedAfter } }] },
    select: { organisationId: true, id: true },
  })
}

type Move = {
  from: readonly CampaignState[]
  to: CampaignState
  fields?: { reason?: string; startedBy?: string; startedAt?: Date; endedAt?: Date; watchedUntil?: Date; nextSendingAt?: Date }
}

/** Of two at once one moves it. */
export async function moveState(db: Db, organisationId: string, id: string, { from, to, fields }: Move): Promise<boolean> {
  const { count } = await reveal(db).campaign.updateMany({ where: { organisationId, id, state: { in: [...from] } }, data: { ...fields, state: to } })
  return count === 1
}

export async function removeDraft(db: Db, organisationId: string, id: string): Promise<boolean> {
  return (await reveal(db).campaign.deleteMany({ where: { organisationId, id, state: { in: ['choosing', 'draft'] } } })).count === 1
}

export function listGroups(db: Db, organisationId: string): Promise<{ id: string; name: string }[]> {
  return reveal(db).group.findMany({ where: { organisationId }, select: { id: true, name: true }, orderBy: { name: 'asc' }, take: 500 })
}

/** The ways in their order; `dialling` are the beginnings of numbers that get text messages, such as `+46%`. */
function firstWay(channels: readonly string[], dialling: string[]) {
  const possible: Record<string, Prisma.Sql> = {
    sms: Prisma.sql`p.mobile LIKE ANY(${dialling})`,
    email: Prisma.sql`p.email IS NOT NULL`,
    letter: Prisma.sql`btrim(p.street) <> '' AND btrim(p.postal_code) <> '' AND btrim(p.city) <> ''`,
  }
  const cases = channels.map((channel) => Prisma.sql`WHEN ${possible[channel] ?? Prisma.sql`false`} THEN ${channel}`)
  return Prisma.sql`CASE ${Prisma.join(cases, ' ')} END`
}

/**
 * Takes the next `most` people into a campaign that chooses, in order of their ids, so that a worker that dies goes on
 * where it was. Returns how many; fewer than `most` when all are there.
 */
export async function chooseNext(
  db: Db,
  organisationId: string,
  id: string,
  { most, dialling, at }: { most: number; dialling: string[]; at: Date },
): Promise<number | null> {
  const [held] = await reveal(db).$queryRaw<(Pick<Campaign, 'audience' | 'groupId' | 'afterId' | 'onlyNew' | 'channels'> & { upTo: string | null })[]>`
    SELECT audience, group_id AS "groupId", after_id AS "afterId", only_new AS "onlyNew", channels, chosen_up_to AS "upTo"
    FROM campaigns WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND state = 'choosing' FOR UPDATE`
  if (!held) return null
  const among = held.groupId
    ? Prisma.sql`AND EXISTS (SELECT FROM group_members g WHERE g.organisation_id = p.organisation_id AND g.person_id = p.id AND g.group_id = ${held.groupId}::uuid)`
    : held.afterId
      ? Prisma.sql`AND EXISTS (SELECT FROM campaign_people f WHERE f.organisation_id = p.organisation_id AND f.campaign_id = ${held.afterId}::uuid
          AND f.person_id = p.id AND f.activated_at IS NULL)`
      : Prisma.empty
  const fresh = held.onlyNew ? Prisma.sql`AND p.first_signed_in_at IS NULL` : Prisma.empty
  const after = held.upTo ? Prisma.sql`AND p.id > ${held.upTo}::uuid` : Prisma.empty
  const first = firstWay(held.channels, dialling)
  const [taken] = await reveal(db).$queryRaw<{ count: bigint; last: string | null }[]>`
    WITH chosen AS (
      SELECT p.id, p.mobile, ${first} AS first_channel, EXISTS (SELECT FROM passwords w WHERE w.organisation_id = p.organisation_id
        AND w.person_id = p.id AND w.hash IS NOT NULL) AS has_password
      FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.status = 'active' ${fresh} ${among} ${after}
      ORDER BY p.id LIMIT ${most}),
    put AS (
      INSERT INTO campaign_people (organisation_id, campaign_id, person_id, first_channel, has_password, is_noticed_by_sms, next_at)
      SELECT ${organisationId}::uuid, ${id}::uuid, id, first_channel, has_password, COALESCE(first_channel IN ('email', 'letter') AND mobile LIKE ANY(${dialling}), false), ${at}
      FROM chosen)
    SELECT count(*) AS count, max(id::text) AS last FROM chosen`
  if (taken?.last)
    await reveal(db).$executeRaw`UPDATE campaigns SET chosen_up_to = ${taken.last}::uuid WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`
  return Number(taken?.count ?? 0)
}

/** Takes the campaign's turn to send one: false when it does not run, or its pace says later. Held until the transaction ends. */
export async function takeTurn(
  db: Db,
  organisationId: string,
  id: string,
  { now, pause, catchUp }: { now: Date; pause: number; catchUp: number },
): Promise<boolean> {
  return (
    (await reveal(db).$executeRaw`
      UPDATE campaigns SET next_sending_at = GREATEST(next_sending_at, ${now}::timestamptz - make_interval(secs => ${catchUp})) + make_interval(secs => ${pause})
      WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND state = 'running' AND (next_sending_at IS NULL OR next_sending_at <= ${now})`) ===
    1
  )
}

/** Who is next, held until the transaction ends: of two servers each gets others. */
export async function claimNext(db: Db, organisationId: string, campaignId: string, now: Date): Promise<CampaignPerson | null> {
  const [found] = await reveal(db).$queryRaw<CampaignPerson[]>`
    SELECT person_id AS "personId", step, message_id AS "messageId", activated_at AS "activatedAt" FROM campaign_people
    WHERE organisation_id = ${organisationId}::uuid AND campaign_id = ${campaignId}::uuid AND state = 'waiting' AND next_at <= ${now}
    ORDER BY next_at, person_id LIMIT 1 FOR UPDATE SKIP LOCKED`
  return found ?? null
}

type Sending = { organisationId: string; campaignId: string; personId: string; channel: string; at: Date; messageId: string | null; refusal: string | null }

/** False when this channel was tried before for this person. */
export async function insertSending(db: Db, sending: Sending): Promise<boolean> {
  return (await reveal(db).campaignSending.createMany({ data: sending, skipDuplicates: true })).count === 1
}

type Place = { organisationId: string; campaignId: string; personId: string }

export async function movePerson(
  db: Db,
  { organisationId, campaignId, personId }: Place,
  from: { step: number },
  fields: { state?: 'waiting' | 'sent' | 'unreached' | 'left-out'; step?: number; messageId?: string | null; nextAt?: Date; sentAt?: Date },
): Promise<boolean> {
  const where = { organisationId, campaignId, personId, state: 'waiting', step: from.step }
  return (await reveal(db).campaignPerson.updateMany({ where, data: fields })).count === 1
}

/** Whoever's message arrived, as far as anybody can know: with no receipts, or by e-mail, a message that was taken counts. Returns how many. */
export function markArrived(db: Db, organisationId: string, campaignId: string, now: Date, hasReceipts: boolean): Promise<number> {
  return reveal(db).$executeRaw`
    UPDATE campaign_people c SET state = 'arrived', arrived_at = COALESCE(m.delivered_at, m.handed_over_at, ${now})
    FROM messages m WHERE m.organisation_id = c.organisation_id AND m.id = c.message_id
      AND c.organisation_id = ${organisationId}::uuid AND c.campaign_id = ${campaignId}::uuid AND c.state = 'sent'
      AND (m.state = 'delivered' OR (m.state = 'handed-over' AND (m.channel <> 'sms' OR NOT ${hasReceipts})))`
}

/**
 * Whoever's message was refused, or has not arrived in its hours, goes on to the next channel, or has none left. What a
 * later order replaced goes nowhere. Returns how many.
 */
export function fallThrough(db: Db, organisationId: string, campaignId: string, now: Date, hasReceipts: boolean): Promise<number> {
  return reveal(db).$executeRaw`
    UPDATE campaign_people c SET step = c.step + 1, next_at = ${now},
      state = CASE WHEN c.step + 1 < cardinality(k.channels) THEN 'waiting' ELSE 'unreached' END
    FROM messages m, campaigns k WHERE m.organisation_id = c.organisation_id AND m.id = c.message_id
      AND k.organisation_id = c.organisation_id AND k.id = c.campaign_id AND k.state = 'running'
      AND c.organisation_id = ${organisationId}::uuid AND c.campaign_id = ${campaignId}::uuid AND c.state = 'sent'
      AND c.opened_at IS NULL AND c.activated_at IS NULL
      AND ((m.state IN ('refused', 'given-up') AND m.failure IS DISTINCT FROM 'replaced')
        OR (m.channel <> 'letter' AND c.sent_at <= ${now}::timestamptz - make_interval(hours => k.fall_through_hours)
          AND (m.state IN ('queued', 'handing-over', 'unknown') OR (m.state = 'handed-over' AND m.channel = 'sms' AND ${hasReceipts}))))`
}

/** Who typed the first-time password, used it, or signed in after the start, by what the audit says of the time between. */
export async function markAnswers(db: Db, organisationId: string, campaignId: string, { from, until }: { from: Date; until: Date }): Promise<void> {
  await reveal(db).$executeRaw`
    UPDATE campaign_people c SET opened_at = COALESCE(c.opened_at, e.typed), activated_at = COALESCE(c.activated_at, e.used)
    FROM (
      SELECT subject_id, min(at) AS typed, min(at) FILTER (WHERE act <> 'first-password.typed') AS used FROM audit_events
      WHERE organisation_id = ${organisationId}::uuid AND at > ${from} AND at <= ${until} AND outcome = 'success'
        AND act IN ('first-password.typed', 'first-password.used', 'sign-in.succeeded')
      GROUP BY subject_id) e
    WHERE c.organisation_id = ${organisationId}::uuid AND c.campaign_id = ${campaignId}::uuid AND c.person_id = e.subject_id
      AND (c.opened_at IS NULL OR (c.activated_at IS NULL AND e.used IS NOT NULL))`
  await reveal(db).campaign.updateMany({ where: { organisationId, id: campaignId }, data: { watchedUntil: until } })
}

/** Whether anybody is left to send to, now or when a message fails. */
export async function isWorkLeft(db: Db, organisationId: string, campaignId: string): Promise<boolean> {
  const found = await reveal(db).campaignPerson.findFirst({
    where: { organisationId, campaignId, state: { in: ['waiting', 'sent'] } },
    select: { personId: true },
  })
  return found !== null
}

/** Counts anew what the page shows; one counts at a time, whoever comes meanwhile leaves it be. */
export async function saveCounts(db: Db, organisationId: string, campaignId: string, now: Date): Promise<boolean> {
  const ours = await reveal(db).$queryRaw<{ isOurs: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`campaign-count ${organisationId} ${campaignId}`}, 0)) AS "isOurs"`
  if (!ours[0]?.isOurs) return false
  const here = Prisma.sql`c.organisation_id = ${organisationId}::uuid AND c.campaign_id = ${campaignId}::uuid`
  const funnel = Prisma.sql`count(*), count(c.sent_at), count(c.arrived_at), count(c.opened_at), count(c.activated_at)`
  const names = Prisma.sql`(organisation_id, campaign_id, kind, of, chosen, sent, arrived, opened, activated)`
  const whose = Prisma.sql`${organisationId}::uuid, ${campaignId}::uuid`
  await reveal(db).campaignCount.deleteMany({ where: { organisationId, campaignId } })
  await reveal(db).$executeRaw`
    INSERT INTO campaign_counts ${names} SELECT ${whose}, 'all', '', ${funnel} FROM campaign_people c WHERE ${here}`
  await reveal(db).$executeRaw`
    INSERT INTO campaign_counts ${names} SELECT ${whose}, 'group', g.group_id::text, ${funnel}
    FROM campaign_people c JOIN group_members g ON g.organisation_id = c.organisation_id AND g.person_id = c.person_id WHERE ${here} GROUP BY g.group_id`
  await reveal(db).$executeRaw`
    INSERT INTO campaign_counts (organisation_id, campaign_id, kind, of, chosen)
    SELECT ${whose}, 'first', COALESCE(first_channel, 'none'), count(*) FROM campaign_people c WHERE ${here} GROUP BY first_channel
    UNION ALL SELECT ${whose}, 'password', '', count(*) FILTER (WHERE has_password) FROM campaign_people c WHERE ${here}
    UNION ALL SELECT ${whose}, 'notice', 'sms', count(*) FILTER (WHERE is_noticed_by_sms) FROM campaign_people c WHERE ${here}
    UNION ALL SELECT ${whose}, 'state', state, count(*) FROM campaign_people c WHERE ${here} GROUP BY state`
  await reveal(db).$executeRaw`
    INSERT INTO campaign_counts (organisation_id, campaign_id, kind, of, chosen)
    SELECT ${whose}, tried.kind, c.channel, count(*) FROM campaign_sendings c
    LEFT JOIN messages m ON m.organisation_id = c.organisation_id AND m.id = c.message_id
    CROSS JOIN LATERAL (SELECT CASE WHEN c.message_id IS NULL OR m.state IN ('refused', 'given-up') THEN 'refused' ELSE 'way' END AS kind) tried
    WHERE ${here} GROUP BY tried.kind, c.channel`
  await reveal(db).campaign.updateMany({ where: { organisationId, id: campaignId }, data: { countedAt: now } })
  return true
}

/** All of a kind, largest first. */
export function listCounts(db: Db, organisationId: string, campaignId: string): Promise<Count[]> {
  return reveal(db).campaignCount.findMany({
    where: { organisationId, campaignId, kind: { not: 'group' } },
    omit: { organisationId: true, campaignId: true },
  })
}

/** Groups by name, from the one after `after`. */
export function listGroupCounts(db: Db, organisationId: string, campaignId: string, after: string, limit: number): Promise<(Count & { name: string })[]> {
  return reveal(db).$queryRaw<(Count & { name: string })[]>`
    SELECT c.kind, c.of, c.chosen, c.sent, c.arrived, c.opened, c.activated, g.name FROM campaign_counts c
    JOIN groups g ON g.organisation_id = c.organisation_id AND g.id = c.of::uuid
    WHERE c.organisation_id = ${organisationId}::uuid AND c.campaign_id = ${campaignId}::uuid AND c.kind = 'group' AND g.name > ${after}
    ORDER BY g.name LIMIT ${limit}`
}

/** Letters of a campaign that nobody has printed yet, oldest first. */
export async function listWaitingLetters(db: Db, organisationId: string, campaignId: string, limit: number): Promise<string[]> {
  const rows = await reveal(db).$queryRaw<{ id: string }[]>`
    SELECT m.id FROM campaign_people c JOIN messages m ON m.organisation_id = c.organisation_id AND m.id = c.message_id
    WHERE c.organisation_id = ${organisationId}::uuid AND c.campaign_id = ${campaignId}::uuid AND c.state = 'sent'
      AND m.channel = 'letter' AND m.state = 'queued' ORDER BY m.created_at, m.id LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

export async function insertLetters(db: Db, organisationId: string, row: Omit<Prisma.CampaignLettersUncheckedCreateInput, 'organisationId'>): Promise<void> {
  await reveal(db).campaignLetters.create({ data: { organisationId, ...row }, select: { id: true } })
}

export function listLetters(db: Db, organisationId: string, campaignId: string, now: Date) {
  return reveal(db).campaignLetters.findMany({
    where: { organisationId, campaignId, expiresAt: { gt: now } },
    select: { id: true, madeAt: true, expiresAt: true, count: true },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
  })
}

export function findLetters(db: Db, organisationId: string, campaignId: string, id: string, now: Date) {
  return reveal(db).campaignLetters.findFirst({ where: { organisationId, campaignId, id, expiresAt: { gt: now } }, select: { sealed: true, count: true } })
}

/** Of all organisations. */
export async function removeLetters(db: Db, expiredBefore: Date): Promise<number> {
  return (await reveal(db).campaignLetters.deleteMany({ where: { expiresAt: { lt: expiredBefore } } })).count
}
