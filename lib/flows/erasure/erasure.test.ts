import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { messages, newOrganisation, newPerson, newSession, person, someClient } from '@/e2e/support/somebody'
import { verifyAudit } from '@/lib/audit/verify-audit'
import { countErasures } from '@/lib/cases/erasure-cases'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { isStaff } from '@/lib/sessions/rules'
import { allOrNothing } from '../all-or-nothing'
import { takeOwnData } from '../change-details/take-own-data'
import { sendFirstPassword } from '../first-password/send-first-password'
import { askErasure } from './ask-erasure'
import { decideErasure } from './decide-erasure'

const database = testDatabase()
const mobile = '+46701740644'
const names = { username: 'radera.mig', email: 'radera.mig@example.org', memberNumber: 'R4711', mobile }
let organisation: Organisation
let worker: string
let member: string

beforeEach(async () => {
  const { deps } = database
  organisation = await newOrganisation(deps)
  worker = await newPerson(deps, organisation, { username: 'worker' })
  await reveal(deps.db).person.updateMany({ where: { id: worker }, data: { givenName: 'Wera', familyName: 'Kerstinsdotter' } })
  await reveal(deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: worker, role: 'caseworker' } })
  member = await newPerson(deps, organisation, names)
})

const ask = () => askErasure(database.deps, organisation, someClient(), member)
const decide = (decision: 'approve' | 'decline', more: { reason?: string; personId?: string; actorId?: string } = {}) =>
  decideErasure(database.deps, organisation, { actorId: worker, client: someClient(), personId: member, reason: 'Begärt i ärende 1', decision, ...more })
const chain = async () => (await verifyAudit(database.deps)).find(({ organisationId }) => organisationId === organisation.id)?.brokenAt

/** Every row of every lasting table of the organisation, as text. */
async function everything(): Promise<{ table: string; row: string }[]> {
  const tables = await reveal(database.deps.db).$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`
  const found = []
  for (const { name } of tables) {
    const rows = await reveal(database.deps.db).$queryRawUnsafe<{ row: string }[]>(
      `SELECT to_jsonb(t)::text AS row FROM "${name}" t WHERE organisation_id = '${organisation.id}'`,
    )
    found.push(...rows.map(({ row }) => ({ table: name, row })))
  }
  return found
}

test('nothing of an erased person is left in any table but facts in the log, and its chain holds', async () => {
  const { deps } = database
  await newSession(deps, organisation, member)
  const erkki = await person(deps, organisation, member)
  const by = { actorId: worker, by: 'staff' as const, personal: { reason: 'Erkki ringde' } }
  await allOrNothing(deps, (deps) => sendFirstPassword(deps, organisation, erkki, 'sms', by))
  await takeOwnData(deps, organisation, someClient(), member)
  await reveal(deps.db).passwordFailure.create({ data: { organisationId: organisation.id, subjectId: member, windowStartedAt: deps.now() } })
  expect(await chain()).toBeNull()
  expect((await everything()).filter(({ row }) => row.includes(member)).length).toBeGreaterThan(10)
  expect(await ask()).toBe(1)
  expect(await decide('approve')).toEqual({ ok: true, value: null })

  const left = await everything()
  expect([...new Set(left.filter(({ row }) => row.includes(member)).map(({ table }) => table))]).toEqual(['audit_events'])
  const traces = [names.username, names.email, names.memberNumber, 'Esimerkki', '203.0.113.9', 'Erkki ringde']
  const about = left.filter(({ table, row }) => row.includes(member) || table !== 'audit_events')
  // The last message, to nobody of the register any more, is emptied like every other; what the case worker did stands there.
  const kept = about.filter(({ table, row }) => table !== 'messages' && !row.includes('person.erased') && traces.some((trace) => row.includes(trace)))
  expect(kept).toEqual([])
  expect(await chain()).toBeNull()
  const told = (await messages(deps, organisation)).map(({ template, to }) => `${template} ${to}`).sort()
  expect(told).toEqual([`erased ${mobile}`, `erased ${names.email}`].sort())
  expect(await reveal(deps.db).message.count({ where: { organisationId: organisation.id, personId: member } })).toBe(0)
  const decision = await reveal(deps.db).auditEvent.findFirst({ where: { organisationId: organisation.id, act: 'person.erased' } })
  expect(decision).toMatchObject({ actorId: worker, subjectId: member, personal: { reason: 'Begärt i ärende 1' } })
})

test('asking twice is one case, answering twice one answer, and nobody is erased who did not ask', async () => {
  expect(await decide('approve')).toMatchObject({ failure: 'erasure.gone' })
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1])
  expect(await countErasures(database.deps, organisation.id, null)).toBe(1)
  expect(await countErasures(database.deps, organisation.id, [randomUUID()])).toBe(0)
  const answers = await Promise.all([decide('approve'), decide('approve')])
  expect(answers.filter(({ ok }) => ok).length).toBe(1)
  expect(await ask()).toBeNull()
})

test('the support is mailed once, with a link to the request; an organisation without an address is not', async () => {
  const { settings } = organisation
  organisation = { ...organisation, settings: { ...settings, help: { ...settings.help, email: 'support@example.org' } } }
  await ask()
  await ask()
  const told = await messages(database.deps, organisation)
  expect(told.map(({ template, to }) => `${template} ${to}`)).toEqual(['erasure-asked support@example.org'])
  expect(told[0]?.text).toContain(`/admin/erasures/${member}`)
  expect(told[0]?.text).toContain('Erkki Esimerkki')
})

test('declined, the person stays and is told why; they may ask again', async () => {
  await ask()
  expect(await decide('decline', { reason: 'Bokföringslagen' })).toMatchObject({ ok: true })
  expect((await messages(database.deps, organisation)).every(({ template, text }) => template === 'erasure-declined' && text.includes('Bokföringslagen'))).toBe(
    true,
  )
  expect(await decide('approve')).toMatchObject({ failure: 'erasure.gone' })
  expect((await person(database.deps, organisation, member)).status).toBe('active')
  expect(await ask()).toBe(2)
})

test('only the desk answers, with a reason, in its own organisation; staff are not erased while they have their role', async () => {
  await ask()
  expect(await decide('approve', { reason: ' ' })).toMatchObject({ failure: 'desk.noReason' })
  expect(await decide('approve', { actorId: member })).toMatchObject({ failure: 'desk.notAllowed' })
  const elsewhere = await newOrganisation(database.deps)
  const wish = { actorId: null, client: null, personId: member, reason: 'x', decision: 'approve' as const }
  expect(await decideErasure(database.deps, elsewhere, wish)).toMatchObject({ failure: 'desk.unknownPerson' })
  expect(await decide('approve', { personId: randomUUID() })).toMatchObject({ failure: 'desk.unknownPerson' })
  await reveal(database.deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: member, role: 'editor' } })
  expect(isStaff((await person(database.deps, organisation, member)).roles)).toBe(true)
  expect(await decide('approve')).toMatchObject({ failure: 'erasure.isStaff' })
})
