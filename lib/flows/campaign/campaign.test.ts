import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson, password, someClient } from '@/e2e/support/somebody'
import { verifyAudit } from '@/lib/audit/verify-audit'
import { findCampaign } from '@/lib/campaigns/find-campaign'
import { readFunnel, readGroupFunnels } from '@/lib/campaigns/read-funnel'
import { environment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { unsealContent } from '@/lib/delivery/seal-content'
import { forgetOrganisations } from '@/lib/organisations/find-organisation'
import type { Organisation, OrganisationSettingsInput } from '@/lib/organisations/schema'
import { findPasswordState } from '@/lib/passwords/find-password-state'
import { verifyPassword } from '@/lib/passwords/verify-password'
import { submitFirstPassword } from '../first-password/use-first-password'
import { type MoveFailure, moveCampaign } from './move-campaign'
import { planCampaign } from './plan-campaign'
import { printCampaignLetters } from './print-campaign-letters'
import { runCampaign, wakeCampaigns } from './run-campaigns'
import { campaignForm } from './schema'
import { takeLetters } from './take-letters'

const database = testDatabase()
const minute = 60_000

let organisation: Organisation
let boss: string
let actor: { actorId: string; client: ReturnType<typeof someClient> }

async function begin(more: Partial<OrganisationSettingsInput> = {}) {
  organisation = await newOrganisation(database.deps, more)
  const settings = JSON.parse(JSON.stringify(organisation.settings))
  await reveal(database.deps.db).organisation.update({ where: { id: organisation.id }, data: { settings } })
  forgetOrganisations(database.deps)
  boss = await newPerson(database.deps, organisation, { username: 'boss' })
  await reveal(database.deps.db).person.updateMany({ where: { id: boss }, data: { firstSignedInAt: database.deps.now() } })
  await reveal(database.deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: boss, role: 'administrator' } })
  actor = { actorId: boss, client: someClient() }
}
beforeEach(() => begin())

type Wishes = { mobile?: string; email?: string; street?: string; status?: string; hasPassword?: boolean; signedIn?: boolean }

async function member({ mobile, email, street = '', status = 'active', hasPassword = false, signedIn = false }: Wishes = {}) {
  const { db } = database.deps
  const memberNumber = `m${randomUUID().slice(0, 8)}`
  const id = await newPerson(database.deps, organisation, { memberNumber, email: email ?? null, mobile: mobile ?? null })
  const firstSignedInAt = signedIn ? database.deps.now() : null
  await reveal(db).person.updateMany({ where: { id }, data: { street, postalCode: street && '12345', city: street && 'Ort', status, firstSignedInAt } })
  if (!hasPassword) await reveal(db).password.deleteMany({ where: { personId: id } })
  return { id, memberNumber }
}

const form = (more: Record<string, unknown> = {}) =>
  campaignForm.parse({
    once: randomUUID(),
    name: 'Höstens utskick',
    audience: 'never-signed-in',
    sms: 'yes',
    email: 'yes',
    letter: 'yes',
    hours: '24',
    pace: '1200',
    quietFrom: '0',
    quietUntil: '0',
    ...more,
  })

async function planned(more: Record<string, unknown> = {}) {
  const result = await planCampaign(database.deps, organisation, actor, form(more))
  if (!result.ok) throw new Error(result.failure)
  await turn(result.value)
  return result.value
}

const turn = (campaignId: string) => runCampaign(database.deps, { organisationId: organisation.id, campaignId })
const move = (campaignId: string, move: 'start' | 'pause' | 'resume' | 'stop' | 'discard', reason = 'Ny förening') =>
  moveCampaign(database.deps, organisation, actor, { campaignId, move, reason })

async function started(more: Record<string, unknown> = {}) {
  const id = await planned(more)
  expect(await move(id, 'start')).toEqual({ ok: true, value: null })
  return id
}

/** Turns of five seconds, as the worker takes them. */
async function run(id: string, turns: number) {
  for (let at = 0; at < turns; at++) {
    await turn(id)
    database.clock.forward(5_000)
  }
}

const sendings = (campaignId: string) =>
  reveal(database.deps.db).campaignSending.findMany({ where: { campaignId }, orderBy: [{ at: 'asc' }, { channel: 'asc' }] })
const funnel = (id: string) => readFunnel(database.deps, organisation.id, id)
const passwordMessages = () => reveal(database.deps.db).message.findMany({ where: { organisationId: organisation.id, purpose: 'first-password' } })
const settle = (channel: string, data: { state: string; failure?: string }) =>
  reveal(database.deps.db).message.updateMany({ where: { organisationId: organisation.id, channel, purpose: 'first-password' }, data })

test('the dry run says who is reached by which way, writes to nobody, and leaves out who is closed, frozen or in already', async () => {
  const { id } = await member({ mobile: '+46701740605', email: 'a@example.org' })
  await member({ email: 'b@example.org', mobile: '+4915112345678' }) // a country that gets no text messages
  await member({ street: 'Gatan 1', hasPassword: true })
  await member()
  for (const status of ['disabled', 'frozen']) await member({ mobile: '+46701740606', status })
  await member({ mobile: '+46701740607', signedIn: true })
  const campaign = await planned()
  expect(await findCampaign(database.deps, organisation.id, campaign)).toMatchObject({ state: 'draft', channels: ['sms', 'email', 'letter'] })
  expect(await funnel(campaign)).toMatchObject({ all: { chosen: 4, sent: 0 }, first: { sms: 1, email: 1, letter: 1, none: 1 }, withPassword: 1, notices: 0 })
  expect(await passwordMessages()).toEqual([])
  expect(await funnel(await planned({ first: 'email' }))).toMatchObject({ first: { email: 2, letter: 1, none: 1 }, notices: 1 })

  const group = await reveal(database.deps.db).group.create({ data: { organisationId: organisation.id, name: 'Bergen' } })
  await reveal(database.deps.db).groupMember.create({ data: { organisationId: organisation.id, groupId: group.id, personId: id } })
  expect((await funnel(await planned({ audience: 'group', group: group.id }))).all.chosen).toBe(1)
  expect(await planCampaign(database.deps, organisation, actor, form({ audience: 'group', group: randomUUID() }))).toMatchObject({ ok: false })
})

test('a form that is sent twice makes one campaign, and a draft that is thrown away leaves nobody chosen', async () => {
  await member({ mobile: '+46701740605' })
  const twice = form()
  await Promise.all([1, 2].map(() => planCampaign(database.deps, organisation, actor, twice)))
  expect(await reveal(database.deps.db).campaign.count({ where: { organisationId: organisation.id } })).toBe(1)
  await turn(twice.once)
  await move(twice.once, 'discard')
  expect(await reveal(database.deps.db).campaignPerson.count({ where: { campaignId: twice.once } })).toBe(0)
})

test('no minute sees more than the pace, however many servers work at it, and nobody gets two', async () => {
  for (let at = 0; at < 30; at++) await member({ email: `p${at}@example.org` })
  const id = await started({ pace: '12', sms: undefined, letter: undefined })
  const perMinute: number[] = []
  for (let minutes = 0; minutes < 4; minutes++) {
    const before = (await passwordMessages()).length
    for (let turns = 0; turns < 12; turns++) {
      await Promise.all([turn(id), turn(id), turn(id)])
      database.clock.forward(5_000)
    }
    perMinute.push((await passwordMessages()).length - before)
  }
  expect(Math.max(...perMinute)).toBeLessThanOrEqual(12)
  expect(perMinute[0]).toBeGreaterThanOrEqual(10)
  const recipients = (await passwordMessages()).map(({ recipient }) => recipient)
  expect(recipients.length).toBe(30)
  expect(new Set(recipients).size).toBe(30)
})

test('a worker that dies in the middle of a sending leaves all of it or nothing, and the next goes on', async () => {
  await member({ email: 'a@example.org' })
  const id = await started({ sms: undefined, letter: undefined })
  const broken = { ...database.deps, now: () => database.clock.at }
  await reveal(database.deps.db).$executeRaw`
    CREATE FUNCTION fail_sending() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the server is gone'; END $$`
  await reveal(database.deps.db).$executeRaw`CREATE TRIGGER fail_sending BEFORE INSERT ON campaign_sendings FOR EACH ROW EXECUTE FUNCTION fail_sending()`
  await expect(runCampaign(broken, { organisationId: organisation.id, campaignId: id })).rejects.toThrow()
  await reveal(database.deps.db).$executeRaw`DROP TRIGGER fail_sending ON campaign_sendings`
  await reveal(database.deps.db).$executeRaw`DROP FUNCTION fail_sending`
  expect(await passwordMessages()).toEqual([])
  await wakeCampaigns(database.deps)
  await run(id, 2)
  expect((await passwordMessages()).length).toBe(1)
})

test('a refused message goes on to the next way at once, a silent one after its hours, and each way is used once', async () => {
  await member({ mobile: '+46701740605', email: 'a@example.org', street: 'Gatan 1' })
  const id = await started()
  await run(id, 2)
  expect((await sendings(id)).map(({ channel }) => channel)).toEqual(['sms'])
  await settle('sms', { state: 'refused', failure: 'refused' })
  database.clock.forward(minute)
  await run(id, 2)
  expect((await sendings(id)).map(({ channel }) => channel)).toEqual(['sms', 'email'])
  database.clock.forward(23 * 60 * minute)
  await run(id, 2)
  expect((await sendings(id)).length).toBe(2)
  database.clock.forward(2 * 60 * minute)
  await run(id, 3)
  expect((await sendings(id)).map(({ channel }) => channel)).toEqual(['sms', 'email', 'letter'])
  // The one that waited for a gateway is taken back: it would come late, and hold what is worth nothing.
  expect(
    await reveal(database.deps.db).message.findFirst({ where: { organisationId: organisation.id, channel: 'email', purpose: 'first-password' } }),
  ).toMatchObject({
    state: 'given-up',
  })
  await settle('letter', { state: 'given-up', failure: 'stale' })
  database.clock.forward(minute)
  await run(id, 14)
  expect(await funnel(id)).toMatchObject({ all: { sent: 1 }, states: { unreached: 1 } })
  expect((await findCampaign(database.deps, organisation.id, id))?.state).toBe('finished')
})

test('whom no way reaches is said so; a way that the register has no contact for is passed by', async () => {
  await member()
  await member({ street: 'Gatan 1' })
  const id = await started()
  await run(id, 14)
  expect(await funnel(id)).toMatchObject({
    all: { chosen: 2, sent: 1 },
    states: { unreached: 1, sent: 1 },
    refused: { sms: 2, email: 2, letter: 1 },
    ways: { letter: 1 },
  })
})

test('paused and stopped send nothing more, quiet hours neither, and only an open campaign goes on', async () => {
  for (let at = 0; at < 3; at++) await member({ email: `p${at}@example.org` })
  const id = await started({ pace: '1' })
  await run(id, 1)
  expect((await passwordMessages()).length).toBe(1)
  await move(id, 'pause')
  database.clock.forward(10 * minute)
  await run(id, 2)
  expect((await passwordMessages()).length).toBe(1)
  expect(await move(id, 'start')).toMatchObject({ failure: 'campaign.notNow' })
  await move(id, 'resume')
  await run(id, 1)
  expect((await passwordMessages()).length).toBe(2)
  expect(await move(id, 'stop', ' ')).toMatchObject({ failure: 'desk.noReason' satisfies MoveFailure })
  await move(id, 'stop')
  database.clock.forward(10 * minute)
  await run(id, 2)
  expect((await passwordMessages()).length).toBe(2)

  database.clock.at = new Date('2026-11-23T20:30:00Z') // 21:30 in Stockholm
  const quiet = await started({ quietFrom: '20', quietUntil: '8' })
  await run(quiet, 2)
  expect((await passwordMessages()).length).toBe(2)
  database.clock.at = new Date('2026-11-24T07:00:30Z')
  await run(quiet, 2)
  expect((await passwordMessages()).length).toBeGreaterThan(2)
})

test('a password that works is never erased unless the administrator chose so, also where ordering erases', async () => {
  await begin({ firstPassword: { erasesAt: 'ordering' } })
  const { id } = await member({ email: 'a@example.org', hasPassword: true })
  const kept = await started()
  await run(kept, 2)
  const stored = await reveal(database.deps.db).password.findFirstOrThrow({ where: { personId: id } })
  expect((await verifyPassword(stored.hash, password)).isRight).toBe(true)
  await started({ erases: 'yes' }).then((campaign) => run(campaign, 2))
  expect(await findPasswordState(database.deps, organisation.id, id)).toMatchObject({ hasPassword: false })

  await begin() // where use erases, the box does nothing
  const other = await member({ email: 'a@example.org', hasPassword: true })
  await started({ erases: 'yes' }).then((campaign) => run(campaign, 2))
  expect(await findPasswordState(database.deps, organisation.id, other.id)).toMatchObject({ hasPassword: true })
})

test('the funnel goes from chosen to activated, by group too, and the next campaign writes to those left', async () => {
  const group = await reveal(database.deps.db).group.create({ data: { organisationId: organisation.id, name: 'Bergen' } })
  const people = []
  for (let at = 0; at < 3; at++) people.push(await member({ email: `p${at}@example.org` }))
  const [one, two] = people
  await reveal(database.deps.db).groupMember.createMany({
    data: [one, two].map((person) => ({ organisationId: organisation.id, groupId: group.id, personId: person?.id ?? '' })),
  })
  const id = await started({ sms: undefined, letter: undefined })
  await run(id, 2)
  const messages = await passwordMessages()
  await settle('email', { state: 'handed-over' })
  const secretOf = (email: string) => {
    const message = messages.find(({ recipient }) => recipient === email)
    return message ? (unsealContent(message.id, message.sealedContent)?.text.match(/[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/)?.[0] ?? '') : ''
  }
  database.clock.forward(minute)
  for (const [at, person] of [one, two].entries())
    expect(await submitFirstPassword(database.deps, organisation, someClient(), person?.memberNumber ?? '', secretOf(`p${at}@example.org`))).toMatchObject({
      ok: true,
    })
  const event = { organisationId: organisation.id, act: 'first-password.used', outcome: 'success', details: {}, personalDigest: Buffer.of() }
  await reveal(database.deps.db).auditEvent.create({ data: { ...event, at: database.deps.now(), subjectId: one?.id } })
  database.clock.forward(minute)
  await turn(id)
  expect(await funnel(id)).toMatchObject({ all: { chosen: 3, sent: 3, opened: 2, activated: 1 }, ways: { email: 3 } })
  expect((await readGroupFunnels(database.deps, organisation.id, id)).groups).toMatchObject([{ name: 'Bergen', chosen: 2, opened: 2, activated: 1 }])
  database.clock.forward(2 * minute)
  await turn(id)
  expect(await funnel(id)).toMatchObject({ all: { arrived: 3 } })
  expect((await findCampaign(database.deps, organisation.id, id))?.state).toBe('finished')
  const again = await planned({ audience: 'left', after: id })
  expect((await funnel(again)).all.chosen).toBe(2)
})

test('letters come as one PDF that can be taken until it expires, and each letter is in one file', async () => {
  for (let at = 0; at < 2; at++) await member({ street: `Gatan ${at}` })
  const id = await started()
  await run(id, 3)
  expect(await printCampaignLetters(database.deps, organisation, actor, id)).toEqual({ ok: true, value: 2 })
  expect(await printCampaignLetters(database.deps, organisation, actor, id)).toEqual({ ok: false, failure: 'campaign.letters.none' })
  const [file] = await reveal(database.deps.db).campaignLetters.findMany({ where: { campaignId: id } })
  const take = () => takeLetters(database.deps, organisation, actor, { campaignId: id, lettersId: file?.id ?? '' })
  expect((await take())?.subarray(0, 5).toString()).toBe('%PDF-')
  expect(Buffer.from(file?.sealed ?? []).includes('%PDF-')).toBe(false)
  const stranger = { ...organisation, id: randomUUID() }
  expect(await takeLetters(database.deps, stranger, actor, { campaignId: id, lettersId: file?.id ?? '' })).toBeNull()
  database.clock.forward(25 * 60 * minute)
  expect(await take()).toBeNull()
})

test('only who has the right does any of it, and the audit says who started what and why', async () => {
  await member({ email: 'a@example.org' })
  const id = await planned()
  const worker = await newPerson(database.deps, organisation, { username: 'worker' })
  await reveal(database.deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: worker, role: 'caseworker' } })
  const stranger = { actorId: worker, client: someClient() }
  expect(await moveCampaign(database.deps, organisation, stranger, { campaignId: id, move: 'start', reason: 'x' })).toMatchObject({
    failure: 'desk.notAllowed',
  })
  expect(await planCampaign(database.deps, organisation, stranger, form())).toMatchObject({ failure: 'desk.notAllowed' })
  expect(await printCampaignLetters(database.deps, organisation, stranger, id)).toMatchObject({ failure: 'desk.notAllowed' })
  await move(id, 'start', 'Beslut 12')
  await run(id, 1)
  const events = await reveal(database.deps.db).auditEvent.findMany({ where: { organisationId: organisation.id, actorId: boss }, orderBy: { id: 'asc' } })
  expect(events.map(({ act }) => act)).toEqual(['campaign.planned', 'campaign.started', 'first-password.sent'])
  expect(events.at(1)?.personal).toMatchObject({ reason: 'Beslut 12' })
  expect(events.at(2)).toMatchObject({ details: { by: 'campaign', campaign: id, erased: false }, personal: { reason: 'Beslut 12' } })
  expect((await verifyAudit(database.deps)).find(({ organisationId }) => organisationId === organisation.id)?.brokenAt).toBeNull()
  expect(environment().PORTEN_DEMO).toBe(false)
})
