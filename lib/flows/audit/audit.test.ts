import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, sentMessages } from '@/e2e/support/invented'
import { watchPlans } from '@/e2e/support/watch-plans'
import { exportEvents } from '@/lib/audit/export-events'
import { listEvents } from '@/lib/audit/list-events'
import { readVerification } from '@/lib/audit/read-verification'
import { recordEvent } from '@/lib/audit/record-event'
import { runVerification, verificationJob } from '@/lib/audit/run-verification'
import type { EventFilter } from '@/lib/audit/schema'
import { reveal } from '@/lib/core/prisma'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { readOwnLog } from '../change-details/read-own-log'
import { askVerification } from './ask-verification'
import { exportAudit } from './export-audit'
import { mailHeads } from './mail-heads'
import { readAudit } from './read-audit'
import { auditQuery } from './schema'

const database = testDatabase()
const client = inventClient('audit')
let [town, other]: Organisation[] = []
let [anna, kari]: Person[] = []
const here = () => {
  if (!town || !other || !anna || !kari) throw new Error('not begun')
  return { town, other, anna, kari }
}
const sql = (text: string) => reveal(database.deps.db).$executeRawUnsafe(text)
const query = (typed: Record<string, string>) =>
  auditQuery.parse({ who: '', whom: '', act: '', outcome: '', from: '', until: '', address: '', before: '', ...typed })
const read = (typed: Record<string, string>) => readAudit(database.deps, here().town, client, here().anna.id, query(typed))
const found = async (typed: Record<string, string>) =>
  (await read(typed)).events?.map(({ details }) => (details as { nth?: number }).nth).filter((nth) => nth !== undefined)

beforeAll(async () => {
  town = await inventOrganisation(database.deps, 'kristinehov')
  other = await inventOrganisation(database.deps, 'motafors')
  anna = await inventPerson(database.deps, town, {
    username: 'anna',
    givenName: 'Anna',
    familyName: 'Admin',
    email: 'anna@example.org',
    roles: ['administrator'],
  })
  kari = await inventPerson(database.deps, town, { username: 'kari', givenName: 'Kari', familyName: 'Kund', mobile: null, email: 'kari@example.org' })
  await inventPerson(database.deps, other, { username: 'anna', roles: ['administrator'], email: 'boss@example.org' })
  for (let nth = 0; nth < 6; nth++) {
    database.clock.forward(8 * 60 * 60_000)
    await recordEvent(database.deps, {
      organisationId: nth === 5 ? other.id : town.id,
      act: nth % 2 ? 'desk.account-frozen' : 'desk.account-unlocked',
      outcome: nth === 3 ? 'failure' : 'success',
      actorId: nth < 4 ? anna.id : kari.id,
      subjectId: kari.id,
      details: { nth },
      personal: { address: nth === 2 ? '2001:db8::7' : '203.0.113.9', reason: nth === 1 ? '=HYPERLINK("x"),"y"' : 'ringde' },
    })
  }
})

describe('the log shows what the filter lets through, newest first, and of this organisation alone', () => {
  test.each<[Record<string, string>, number[]]>([
    [{}, [4, 3, 2, 1, 0]],
    [{ who: 'ANNA' }, [3, 2, 1, 0]],
    [{ who: 'kari@example.org' }, [4]],
    [{ whom: 'kari', act: 'desk.account-frozen' }, [3, 1]],
    [{ outcome: 'failure' }, [3]],
    [{ outcome: 'success', act: 'desk.account-frozen' }, [1]],
    [{ address: '2001:db8::7' }, [2]],
    [{ from: '2026-11-24', until: '2026-11-24' }, [3, 2, 1]],
    [{ from: '2026-11-25' }, [4]],
    [{ until: '2026-11-23' }, [0]],
    [{ act: 'no.such-act' }, []],
  ])('%j', async (typed, expected) => {
    expect(await found(typed)).toEqual(expected)
  })

  test('a name that nobody has finds nothing, and what is no filter is none', async () => {
    expect((await read({ who: 'nobody-here' })).events).toBeNull()
    expect(await found({ from: 'yesterday', outcome: 'maybe', before: 'x', act: "'; DROP" })).toEqual([4, 3, 2, 1, 0])
    for (const day of ['2026-13-45', '2026-02-31', '0000-01-01', '0099-12-31', '9999-12-31'])
      expect(await found({ from: day, until: day })).toEqual([4, 3, 2, 1, 0])
    expect(await found({ who: 'an\0na', address: '\0' })).toEqual([3, 2, 1, 0])
  })

  test('pages by a mark: nothing twice and nothing left out, though events come meanwhile', async () => {
    const seen: string[] = []
    let before: string | null = null
    do {
      const { events, next } = await listEvents(database.deps, here().town.id, {}, before, 2)
      seen.push(...events.map(({ id }) => id))
      before = next
      await recordEvent(database.deps, { organisationId: here().town.id, act: 'sign-in.refused', outcome: 'failure' })
      database.clock.forward(1)
    } while (before)
    const first = await reveal(database.deps.db).auditEvent.findMany({ where: { organisationId: here().town.id, id: { lte: seen[0] ?? '' } } })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(first.length)
  })

  test('whoever reads it stands in it, and is seen by whom it was about', async () => {
    await read({ whom: 'kari' })
    const { rows, names } = await readOwnLog(database.deps, here().town.id, here().kari.id, null)
    const look = rows.find(({ event }) => event?.act === 'audit.viewed')?.event
    expect(names.get(look?.actorId ?? '')).toBe('Anna Admin')
    expect(look?.details).toMatchObject({ filters: ['subjectId'] })
    await read({})
    const own = await readOwnLog(database.deps, here().town.id, here().anna.id, null)
    expect(own.rows.map(({ event }) => event?.act)).not.toContain('audit.viewed') // a look at nobody is nobody's
  })
})

describe('an export', () => {
  const whole = async (format: 'csv' | 'jsonl', typed = {}) => {
    const pieces = await exportAudit(database.deps, here().town, client, here().anna.id, query(typed), format)
    let text = ''
    for await (const piece of pieces ?? []) text += piece
    return text
  }

  test('is CSV whose cells no spreadsheet takes for formulas, or a JSON object a line; and is written down', async () => {
    const csv = await whole('csv', { act: 'desk.account-frozen' })
    expect(csv.split('\r\n')[0]).toBe('position,at,act,outcome,actorId,subjectId,details,personal,id,hash')
    expect(csv.split('\r\n')).toHaveLength(4)
    expect(csv).not.toMatch(/(^|,)=/m)
    const lines = (await whole('jsonl', { whom: 'kari', act: 'desk.account-frozen' }))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ details }) => details.nth)).toEqual([3, 1])
    expect(lines[1].personal.reason).toBe('=HYPERLINK("x"),"y"')
    const told = await reveal(database.deps.db).auditEvent.findMany({ where: { act: 'audit.exported' }, orderBy: { id: 'asc' } })
    expect(told).toMatchObject([
      { actorId: here().anna.id, details: { format: 'csv', what: 'desk.account-frozen' } },
      { subjectId: here().kari.id, details: { format: 'jsonl' } },
    ])
  })

  test('guards a cell that begins like a formula, whatever came to stand there', async () => {
    const { town } = here()
    const acts = ['=1+1', '+1', '-1', '@SUM(A1)']
    for (const act of acts) await recordEvent(database.deps, { organisationId: town.id, act, outcome: 'success', actorId: null })
    const csv = await whole('csv')
    for (const act of acts) expect(csv).toContain(`,'${act},`)
  })

  test('reads a batch only when the one before is taken', async () => {
    const { deps, plans } = watchPlans(database.deps)
    const pieces = exportEvents(deps, here().town.id, {}, 'csv')
    await pieces.next()
    expect(plans).toHaveLength(0)
    await pieces.next()
    expect(plans).toHaveLength(1)
    await pieces.return(undefined)
  })
})

test('each filter finds its rows among very many by an index, without reading or sorting them all', async () => {
  const { anna, kari } = here()
  const organisationId = '00000000-0000-7000-8000-000000000009'
  const rare = { organisationId, act: 'desk.account-frozen', outcome: 'success' as const, actorId: anna.id, subjectId: kari.id }
  await recordEvent(database.deps, { ...rare, personal: { address: '10.0.7.9' } })
  await sql(`INSERT INTO audit_events (id, organisation_id, at, act, outcome, actor_id, subject_id, details, personal, personal_salt, personal_digest)
    SELECT (lpad(to_hex(1700000000000 + n * 1000), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid, '${organisationId}', to_timestamp(1700000000 + n),
      'act-' || n % 40, CASE WHEN n % 500 = 0 THEN 'failure' ELSE 'success' END, gen_random_uuid(), gen_random_uuid(), '{}',
      jsonb_build_object('address', '10.0.' || n % 250 || '.' || n / 250 % 250), '\\x00', '\\x00' FROM generate_series(1, 40000) n`)
  await sql('ANALYZE audit_events')
  const filters: EventFilter[] = [
    {},
    { actorId: anna.id },
    { subjectId: kari.id },
    { act: 'desk.account-frozen' },
    { outcome: 'failure' },
    { outcome: 'success' },
    { address: '10.0.7.9' },
    { from: new Date(1_700_030_000_000), until: new Date(1_700_031_000_000) },
    { act: 'act-7', outcome: 'failure', until: new Date(1_700_031_000_000) },
  ]
  for (const filter of filters) {
    const { deps, plans } = watchPlans(database.deps)
    await listEvents(deps, organisationId, filter, null, 50)
    expect([filter, plans[0]]).toEqual([filter, expect.stringMatching(/Index (Only )?Scan/)])
    expect([filter, plans[0]]).toEqual([filter, expect.not.stringMatching(/Seq Scan on audit_events/)])
  }
})

describe('the chain, checked from the page', () => {
  const walk = async () => {
    const [job] = await reveal(database.deps.db).$queryRaw<{ payload: unknown }[]>`
      SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'verify-audit' ORDER BY j.id DESC LIMIT 1`
    await runVerification(database.deps, verificationJob.parse(job?.payload))
  }

  test('is walked once however many ask, and its end says when, how many and which last link', async () => {
    const { town, anna } = here()
    await Promise.all([1, 2, 3].map(() => askVerification(database.deps, town, client, anna.id)))
    expect(await reveal(database.deps.db).auditVerification.count()).toBe(1)
    expect(await reveal(database.deps.db).auditEvent.count({ where: { act: 'audit.verified' } })).toBe(1)
    expect(await readVerification(database.deps, town.id)).toMatchObject({ endedAt: null })
    await walk()
    const count = await reveal(database.deps.db).auditEvent.count({ where: { organisationId: town.id } })
    expect(await readVerification(database.deps, town.id)).toMatchObject({
      endedAt: database.clock.at,
      walked: BigInt(count),
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
      brokenAt: null,
    })
    expect(await readVerification(database.deps, here().other.id)).toBeNull()
  })

  test('is told to be broken, and where', async () => {
    const { town, anna } = here()
    database.clock.forward(60_000)
    await sql('ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only')
    await sql(`UPDATE audit_events SET outcome = 'success' WHERE organisation_id = '${town.id}' AND details->>'nth' = '3'`)
    await askVerification(database.deps, town, client, anna.id)
    await walk()
    const { brokenAt, head } = (await readVerification(database.deps, town.id)) ?? {}
    expect([typeof brokenAt, head]).toEqual(['bigint', null])
    await sql(`UPDATE audit_events SET outcome = 'failure' WHERE organisation_id = '${town.id}' AND details->>'nth' = '3'`)
    await sql('ALTER TABLE audit_events ENABLE TRIGGER audit_events_append_only')
  })
})

test('the head is mailed once a day to the administrators, or to the address of the settings, and warns when the former one is gone', async () => {
  const heads = async () => (await sentMessages(database.deps)).filter(({ purpose }) => purpose === 'audit-head')
  await Promise.all([mailHeads(database.deps), mailHeads(database.deps)])
  expect((await heads()).map(({ recipient }) => recipient).sort()).toEqual(['anna@example.org', 'boss@example.org'])
  const link = await reveal(database.deps.db).auditLink.findFirstOrThrow({ where: { organisationId: here().town.id }, orderBy: { position: 'desc' } })
  expect((await heads()).find(({ recipient }) => recipient === 'anna@example.org')?.text).toContain(
    `kristinehov:${link.position}:${Buffer.from(link.hash).toString('hex')}`,
  )
  database.clock.forward(60 * 60_000)
  await mailHeads(database.deps)
  expect(await heads()).toHaveLength(2)

  await inventOrganisation(database.deps, 'motafors', { audit: { headTo: 'auditor@example.org' } })
  await sql('ALTER TABLE audit_links DISABLE TRIGGER USER')
  await sql(`UPDATE audit_links SET hash = '\\x00' WHERE organisation_id = '${here().town.id}' AND position = ${link.position}`)
  database.clock.forward(24 * 60 * 60_000)
  await mailHeads(database.deps)
  const later = (await heads()).slice(2)
  expect(later.map(({ recipient }) => recipient).sort()).toEqual(['anna@example.org', 'auditor@example.org'])
  expect(later.filter(({ text }) => /VARNING/.test(text)).map(({ recipient }) => recipient)).toEqual(['anna@example.org'])
})

test('one’s own log holds looks, acts, changes and messages in one order, pages through all of them, and nothing of anybody else', async () => {
  const { town, anna } = here()
  const maja = await inventPerson(database.deps, town, { username: 'maja', email: 'maja@example.org', mobile: null })
  const told = { organisationId: town.id, subjectId: maja.id, outcome: 'success' as const }
  for (let nth = 0; nth < 50; nth++) {
    database.clock.forward(1_000)
    await recordEvent(database.deps, { ...told, act: 'desk.person-viewed', actorId: anna.id, personal: { reason: `sak ${nth}` } })
    database.clock.forward(1_000)
    const to = { channel: 'email', recipient: 'maja@example.org', language: 'sv', values: {} } as const
    if (nth % 5 === 0) await queueMessage(database.deps, { organisation: town, personId: maja.id, ...to, template: 'test', isForDesk: true })
    await recordEvent(database.deps, { ...told, act: 'sign-in.succeeded', actorId: maja.id })
  }
  const seen: { id: string; at: Date }[] = []
  let before: string | null = null
  do {
    const page = await readOwnLog(database.deps, town.id, maja.id, before)
    seen.push(...page.rows.map(({ id, event, message }) => ({ id, at: event?.at ?? message?.createdAt ?? new Date(0) })))
    before = page.next
  } while (before)
  expect(seen).toHaveLength(60)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(60)
  expect(seen.map(({ at }) => at.getTime())).toEqual(seen.map(({ at }) => at.getTime()).sort((one, two) => two - one))
})
