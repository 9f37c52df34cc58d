import { createHash } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { watchPlans } from '@/e2e/support/watch-plans'
import { inTransaction } from '@/lib/core/db'
import { checkEnvironment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { keyOf } from '@/lib/core/seal'
import { recordEvent } from './record-event'
import { canonical } from './rules'
import { sealChain, sealEvents } from './seal-events'
import { lockChain, organisationsWithEvents, organisationsWithUnsealed, unsealedEvents } from './store'
import { verifyAudit } from './verify-audit'

const database = testDatabase()
const id = (kind: number) => `00000000-0000-7000-8000-${String(kind).padStart(12, '0')}`
const organisationId = id(1)
const record = (act: string, name = 'nobody', of = organisationId) =>
  recordEvent(database.deps, { organisationId: of, act, outcome: 'success', details: { b: 1, a: 'x' }, personal: { name } })
const verdict = async (of = organisationId) => (await verifyAudit(database.deps)).find((one) => one.organisationId === of)
const sql = (text: string) => reveal(database.deps.db).$executeRawUnsafe(text)
/** As whoever owns the database: no guard, until it is on again. */
async function asOwner(work: () => Promise<unknown>) {
  for (const table of ['audit_events', 'audit_links']) await sql(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await work()
  for (const table of ['audit_events', 'audit_links']) await sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
}

beforeAll(async () => {
  for (let times = 0; times < 20; times++) await record(`act-${times}`)
})

test('an untouched chain holds, and grows with new events', async () => {
  expect(await verdict()).toEqual({ organisationId, events: 20, keyless: 0, head: expect.stringMatching(/^[0-9a-f]{64}$/), brokenAt: null, unknownKey: null })
  await record('one more')
  expect(await verdict()).toMatchObject({ events: 21, brokenAt: null })
})

describe('the database refuses', () => {
  test.each([
    "UPDATE audit_events SET act = 'other'",
    "UPDATE audit_events SET outcome = 'failure'",
    'UPDATE audit_events SET at = now()',
    'UPDATE audit_events SET actor_id = gen_random_uuid()',
    'UPDATE audit_events SET subject_id = gen_random_uuid()',
    "UPDATE audit_events SET details = '{}'",
    'UPDATE audit_events SET id = gen_random_uuid()',
    'UPDATE audit_events SET organisation_id = gen_random_uuid()',
    "UPDATE audit_events SET personal_digest = '\\x00'",
    `UPDATE audit_events SET personal = '{"name": "somebody else"}'`,
    "UPDATE audit_events SET personal = NULL, personal_salt = NULL, act = 'other'",
    'DELETE FROM audit_events',
    'TRUNCATE audit_events',
    'TRUNCATE audit_events CASCADE',
    "UPDATE audit_links SET hash = '\\x00'",
    'UPDATE audit_links SET position = position + 100',
    'UPDATE audit_links SET version = 1',
    'DELETE FROM audit_links',
    'TRUNCATE audit_links',
    `INSERT INTO audit_links (organisation_id, position, event_id, hash, sealed_at) VALUES ('${organisationId}', 99, '${id(9)}', '\\x00', now())`,
  ])('%s', async (statement) => {
    await sealEvents(database.deps)
    await expect(sql(statement)).rejects.toThrow(/append only|null value in column "version"/)
  })

  test('nothing else, but lets personal data be emptied, and the chain holds without it', async () => {
    await sql("UPDATE audit_events SET personal = NULL, personal_salt = NULL WHERE act = 'act-3'")
    expect(await verdict()).toMatchObject({ brokenAt: null })
  })
})

test('a line break in a name cannot forge a line', async () => {
  await record('typed', 'x\n2026-11-23 administrator signed in')
  const [event] = await reveal(database.deps.db).auditEvent.findMany({ where: { act: 'typed' } })
  expect(event?.personal).toEqual({ name: 'x\n2026-11-23 administrator signed in' })
  expect(await verdict()).toMatchObject({ brokenAt: null })
})

describe('who owns the database and switches the guard off', () => {
  test.each([
    [
      'changes an event',
      "UPDATE audit_events SET outcome = 'failure' WHERE act = 'act-7'",
      "UPDATE audit_events SET outcome = 'success' WHERE act = 'act-7'",
      '8',
    ],
    [
      'changes whose it was',
      "UPDATE audit_events SET subject_id = actor_id, actor_id = id WHERE act = 'act-9'",
      "UPDATE audit_events SET actor_id = NULL WHERE act = 'act-9'",
      '10',
    ],
    [
      'changes where from',
      `UPDATE audit_events SET personal = '{"name": "x"}' WHERE act = 'act-4'`,
      `UPDATE audit_events SET personal = '{"name": "nobody"}' WHERE act = 'act-4'`,
      '5',
    ],
  ])('is found out: %s', async (_, change, back, at) => {
    await asOwner(() => sql(change))
    expect(await verdict()).toMatchObject({ brokenAt: at, head: null })
    await asOwner(() => sql(back))
    expect(await verdict()).toMatchObject({ brokenAt: null })
  })

  test('is found out after writing the whole chain anew with plain digests, as a chain of before there was a key', async () => {
    const of = id(2)
    for (let times = 0; times < 6; times++) await record(`act-${times}`, 'nobody', of)
    await sealEvents(database.deps)
    await asOwner(async () => {
      await sql(`UPDATE audit_events SET outcome = 'failure' WHERE act = 'act-2' AND organisation_id = '${of}'`)
      await writeAnew(of, 1, 4)
    })
    expect(await verdict(of)).toMatchObject({ brokenAt: '5' })
  })

  test('is found out after writing only the end anew, without a key behind links that have one', async () => {
    const of = id(5)
    for (let times = 0; times < 6; times++) await record(`act-${times}`, 'nobody', of)
    await sealEvents(database.deps)
    await asOwner(async () => {
      await sql(`UPDATE audit_events SET outcome = 'failure' WHERE act = 'act-4' AND organisation_id = '${of}'`)
      await writeAnew(of, 5, 6)
    })
    expect(await verdict(of)).toMatchObject({ brokenAt: '5' })
  })

  test('can cut the end off or begin anew, and a head that was noted outside tells', async () => {
    const of = id(3)
    for (let times = 0; times < 6; times++) await record(`act-${times}`, 'nobody', of)
    const noted = { organisationId: of, position: 6n, hash: (await verdict(of))?.head ?? '' }
    const verify = async () => (await verifyAudit(database.deps, [noted])).find((one) => one.organisationId === of)
    await record('later', 'nobody', of)
    expect(await verify()).toMatchObject({ brokenAt: null, events: 7 })
    await asOwner(async () => {
      await sql(`DELETE FROM audit_events e USING audit_links l WHERE l.event_id = e.id AND l.organisation_id = '${of}' AND l.position > 4`)
      await sql(`DELETE FROM audit_links WHERE organisation_id = '${of}' AND position > 4`)
    })
    expect(await verdict(of)).toMatchObject({ brokenAt: null })
    expect(await verify()).toMatchObject({ brokenAt: '5' })
    for (const act of ['other', 'acts', 'instead']) await record(act, 'nobody', of)
    expect(await verdict(of)).toMatchObject({ brokenAt: null })
    expect(await verify()).toMatchObject({ brokenAt: '6' })
    await asOwner(async () => {
      for (const table of ['audit_events', 'audit_links']) await sql(`DELETE FROM ${table} WHERE organisation_id = '${of}'`)
    })
    expect(await verify()).toMatchObject({ events: 0, brokenAt: '1' })
  })
})

test('a chain of before there was a key still holds, says so, and goes on with the key', async () => {
  const of = id(4)
  for (let times = 0; times < 3; times++) await record(`act-${times}`, 'nobody', of)
  await sealEvents(database.deps)
  await asOwner(() => writeAnew(of, 1, 3))
  expect(await verdict(of)).toMatchObject({ events: 3, keyless: 3, brokenAt: null })
  await record('after the upgrade', 'nobody', of)
  expect(await verdict(of)).toMatchObject({ events: 4, keyless: 3, brokenAt: null })
  await asOwner(() => sql(`UPDATE audit_events SET outcome = 'failure' WHERE act = 'act-1' AND organisation_id = '${of}'`).then(() => writeAnew(of, 1, 3)))
  expect(await verdict(of)).toMatchObject({ brokenAt: '4' })
})

describe('after AUTH_SECRET was changed', () => {
  const secrets = ['the first secret of these tests, long enough', 'the second secret of these tests, long enough']
  const before = { ...process.env }
  /** A portal with this secret, which is told the keys of these earlier ones. */
  function becomes(secret: string, ...earlier: string[]) {
    Object.assign(process.env, { AUTH_SECRET: secret, AUDIT_KEYS_OLD: earlier.join(',') })
    checkEnvironment(['database'])
    return keyOf('audit').toString('hex')
  }
  afterEach(() => {
    Object.assign(process.env, { AUTH_SECRET: before.AUTH_SECRET, AUDIT_KEYS_OLD: '' })
    checkEnvironment(['database'])
  })
  const [first = '', second = ''] = secrets

  test('the chain goes on, and holds for whoever names the key of before', async () => {
    const of = id(6)
    const oldKey = becomes(first)
    for (let times = 0; times < 3; times++) await record(`old-${times}`, 'nobody', of)
    await sealEvents(database.deps)
    becomes(second, oldKey)
    await record('new', 'nobody', of)
    expect(await verdict(of)).toMatchObject({ events: 4, brokenAt: null, unknownKey: null })
    becomes(second)
    expect(await verdict(of)).toMatchObject({ brokenAt: '1', unknownKey: expect.stringMatching(/^[0-9a-f]{16}$/) })
  })

  test('links of before keys had names are tried with every key', async () => {
    const of = id(7)
    const oldKey = becomes(first)
    await record('old', 'nobody', of)
    await sealEvents(database.deps)
    await asOwner(() => sql(`UPDATE audit_links SET key_id = NULL WHERE organisation_id = '${of}'`))
    becomes(second, oldKey)
    await record('new', 'nobody', of)
    expect(await verdict(of)).toMatchObject({ events: 2, brokenAt: null })
  })

  test('who has the key of before can seal nothing behind the new one', async () => {
    const of = id(8)
    const oldKey = becomes(first)
    await record('old', 'nobody', of)
    await sealEvents(database.deps)
    const newKey = becomes(second, oldKey)
    await record('new', 'nobody', of)
    await sealEvents(database.deps)
    becomes(first, newKey)
    await record('forged', 'nobody', of)
    await sealEvents(database.deps)
    becomes(second, oldKey)
    expect(await verdict(of)).toMatchObject({ brokenAt: '3' })
  })
})

test('sealing looks at what is unsealed and not at every event, and finds what was taken off its list', async () => {
  const of = id(9)
  await sql(`INSERT INTO audit_events (id, organisation_id, at, act, outcome, details, personal_digest)
    SELECT gen_random_uuid(), '${of}', now(), 'filled', 'success', '{}', '\\x00' FROM generate_series(1, 20000)`)
  await sql(`INSERT INTO audit_links (organisation_id, position, event_id, hash, version, sealed_at)
    SELECT organisation_id, row_number() OVER (), id, '\\x00', 1, now() FROM audit_events WHERE organisation_id = '${of}'`)
  await sql(`DELETE FROM audit_unsealed WHERE organisation_id = '${of}'`)
  await record('one', 'nobody', of)
  await sql('ANALYZE')
  const { deps, plans } = watchPlans(database.deps)
  expect(await unsealedEvents(deps.db, of, 1_000)).toHaveLength(1)
  await organisationsWithEvents(deps.db)
  await organisationsWithUnsealed(deps.db)
  expect(plans).toHaveLength(3)
  expect(plans.join('\n')).not.toMatch(/Seq Scan on audit_(events|links)/)
  await sealEvents(database.deps)

  const other = id(10)
  await record('hidden', 'nobody', other)
  await sql(`DELETE FROM audit_unsealed WHERE organisation_id = '${other}'`)
  expect(await sealEvents(database.deps)).toBe(0)
  expect(await verdict(other)).toMatchObject({ events: 1, brokenAt: null })
})

/** Links as they were made before there was a key, by plain SHA-256: anybody can. */
async function writeAnew(of: string, from: number, upTo: number) {
  const db = reveal(database.deps.db)
  const before = await db.auditLink.findFirst({ where: { organisationId: of, position: from - 1 } })
  let former = Buffer.from(before?.hash ?? [])
  for (const { position, eventId } of await db.auditLink.findMany({
    where: { organisationId: of, position: { gte: from, lte: upTo } },
    orderBy: { position: 'asc' },
  })) {
    const { id, at, act, outcome, actorId, subjectId, details, personalDigest } = await db.auditEvent.findFirstOrThrow({ where: { id: eventId } })
    const digest = Buffer.from(personalDigest).toString('hex')
    const text = canonical({
      position: String(position),
      id,
      organisationId: of,
      at: at.toISOString(),
      act,
      outcome,
      actorId,
      subjectId,
      details,
      personalDigest: digest,
    })
    former = Buffer.from(createHash('sha256').update(former).update(text).digest())
    await db.auditLink.updateMany({ where: { organisationId: of, position }, data: { hash: former, version: 1 } })
  }
}

test('two who seal at once seal one after the other, also when the first takes its time', async () => {
  const of = id(77)
  await record('first', 'nobody', of)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let holder: Promise<void> | undefined
  await new Promise<void>((locked) => {
    holder = inTransaction(database.deps, async (deps) => {
      await lockChain(deps.db, of)
      locked()
      await held // another server in the middle of its sealing
    })
  })
  const isWaiting = async () =>
    (
      await reveal(database.deps.db).$queryRaw<
        unknown[]
      >`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    ).length
  let isSealed = false
  const sealing = sealChain(database.deps, of).then(() => {
    isSealed = true
  })
  await vi.waitUntil(async () => isSealed || (await isWaiting()) > 0, { timeout: 10_000 })
  expect(isSealed).toBe(false)
  expect(await reveal(database.deps.db).auditLink.count({ where: { organisationId: of } })).toBe(0)
  release()
  await Promise.all([holder, sealing])
  expect(await verdict(of)).toMatchObject({ events: 1, brokenAt: null })
})
