import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { recordEvent } from './record-event'
import { verifyAudit } from './verify-audit'

const database = testDatabase()
const organisationId = '00000000-0000-7000-8000-000000000001'
const record = (act: string, name = 'nobody') =>
  recordEvent(database.deps, { organisationId, act, outcome: 'success', details: { b: 1, a: 'x' }, personal: { name } })

beforeAll(async () => {
  for (let times = 0; times < 20; times++) await record(`act-${times}`)
})

test('an untouched chain holds, and grows with new events', async () => {
  expect(await verifyAudit(database.deps)).toEqual([{ organisationId, events: 20, head: expect.stringMatching(/^[0-9a-f]{64}$/), brokenAt: null }])
  await record('one more')
  expect(await verifyAudit(database.deps)).toMatchObject([{ events: 21, brokenAt: null }])
})

test('nothing in it can be changed or removed', async () => {
  const db = reveal(database.deps.db)
  await expect(db.auditEvent.updateMany({ data: { act: 'other' } })).rejects.toThrow('append only')
  await expect(db.auditEvent.deleteMany({})).rejects.toThrow('append only')
  await expect(db.auditLink.deleteMany({})).rejects.toThrow('append only')
})

test('personal data can be emptied without breaking the chain', async () => {
  const db = reveal(database.deps.db)
  await db.$executeRaw`UPDATE audit_events SET personal = NULL, personal_salt = NULL WHERE act = 'act-3'`
  expect(await verifyAudit(database.deps)).toMatchObject([{ brokenAt: null }])
})

test('a line break in a name cannot forge a line', async () => {
  await record('typed', 'x\n2026-11-23 administrator signed in')
  const [event] = await reveal(database.deps.db).auditEvent.findMany({ where: { act: 'typed' } })
  expect(event?.personal).toEqual({ name: 'x\n2026-11-23 administrator signed in' })
  expect(await verifyAudit(database.deps)).toMatchObject([{ brokenAt: null }])
})

test('somebody who switches the guard off is found out', async () => {
  const db = reveal(database.deps.db)
  await db.$executeRawUnsafe('ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only')
  await db.$executeRaw`UPDATE audit_events SET outcome = 'failure' WHERE act = 'act-7'`
  expect(await verifyAudit(database.deps)).toMatchObject([{ brokenAt: '8' }])
  await db.$executeRaw`UPDATE audit_events SET outcome = 'success' WHERE act = 'act-7'`
  await db.$executeRaw`DELETE FROM audit_events WHERE act = 'act-12'`
  expect(await verifyAudit(database.deps)).toMatchObject([{ brokenAt: '13' }])
})
