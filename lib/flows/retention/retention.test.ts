import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson } from '@/e2e/support/somebody'
import { watchPlans } from '@/e2e/support/watch-plans'
import { recordEvent } from '@/lib/audit/record-event'
import { verifyAudit } from '@/lib/audit/verify-audit'
import { asReader, wholeReader } from '@/lib/content/as-reader'
import { makeContent, moveContent, saveText } from '@/lib/content/change-content'
import { reveal } from '@/lib/core/prisma'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import type { Organisation } from '@/lib/organisations/schema'
import { readRetention } from '@/lib/retention/read-retention'
import { type Kind, nightOf } from '@/lib/retention/rules'
import { clearNight } from './clear-night'

const database = testDatabase()
const bytes = () => Buffer.from(randomUUID())
let organisation: Organisation
let personId: string
let number = 0

beforeEach(async () => {
  database.clock.forward(24 * 60 * 60_000)
  organisation = await newOrganisation(database.deps)
  personId = await newPerson(database.deps, organisation)
})

const clear = (isContentKept = false) => clearNight(database.deps, organisation, { isContentKept })
const days = (count: number) => new Date(database.clock.at.getTime() - count * 86_400_000)
const tables = () => reveal(database.deps.db)
const ours = () => ({ organisationId: organisation.id, personId })

async function makeCase(kind: string, at: Date, more: object = {}) {
  const id = timeOrderedId(at)
  const row = { ...ours(), id, kind, number: ++number, told: 'x', channel: 'sms', toldAt: at, openedAt: at, state: 'closed', closedAt: at, ...more }
  await tables().case.create({ data: row })
  return { id, number }
}
const makeMessage = (at: Date, more: object = {}) =>
  tables().message.create({
    data: {
      ...ours(),
      id: timeOrderedId(at),
      channel: 'sms',
      recipient: '+46701740605',
      purpose: 'test',
      sealedContent: bytes(),
      state: 'delivered',
      nextAttemptAt: at,
      createdAt: at,
      events: { create: { id: timeOrderedId(at), at, state: 'delivered' } },
      ...more,
    },
  })

async function makeElection(changes: object) {
  const id = randomUUID()
  const plan = { title: {}, isRevotable: true, verify: 'board', quorum: 0, reminds: false, createdBy: personId, createdAt: days(900) }
  await tables().election.create({ data: { organisationId: organisation.id, id, ...plan, opensAt: days(901), closesAt: days(900), ...changes } })
  return id
}
const whole = <Value>(work: (db: ReturnType<typeof tables>) => Promise<Value>) =>
  asReader(database.deps, organisation.id, wholeReader, ({ db }) => work(reveal(db)))

/** Writes one row of a kind whose time came to its end at `at`, and counts those that are there. */
const kinds: Record<Exclude<Kind, 'goneDays' | 'settingsDays'>, { make: (at: Date) => Promise<unknown>; left: () => Promise<number> }> = {
  codeDays: {
    make: async (at) => {
      const journeyId = randomUUID()
      await tables().oneTimeCode.create({ data: { ...ours(), journeyId, purpose: 'x', reference: 'K7', hmac: bytes(), sentAt: at, expiresAt: at } })
    },
    left: () => tables().oneTimeCode.count({ where: ours() }),
  },
  sessionDays: {
    make: (at) =>
      tables().session.create({
        data: {
          ...ours(),
          id: timeOrderedId(at),
          tokenHash: bytes(),
          createdAt: at,
          authenticatedAt: at,
          lastSeenAt: at,
          idleMinutes: 60,
          expiresAt: new Date(at.getTime() + 86_400_000),
          endedAt: at,
          factors: [],
          isInside: false,
          clientAddress: '',
          userAgent: '',
        },
      }),
    left: () => tables().session.count({ where: ours() }),
  },
  deviceDays: {
    make: (at) => tables().knownDevice.create({ data: { ...ours(), deviceHash: bytes(), firstSeenAt: at, lastSeenAt: at } }),
    left: () => tables().knownDevice.count({ where: ours() }),
  },
  objectionDays: {
    make: (at) =>
      tables().objection.create({
        data: { ...ours(), id: timeOrderedId(at), hmac: bytes(), told: 'x', channel: 'sms', recipient: 'x', createdAt: at, expiresAt: at },
      }),
    left: () => tables().objection.count({ where: ours() }),
  },
  messageTextDays: { make: makeMessage, left: () => tables().message.count({ where: { ...ours(), sealedContent: { not: null } } }) },
  messageDays: { make: makeMessage, left: () => tables().message.count({ where: ours() }) },
  firstPasswordDays: {
    make: (at) =>
      tables().firstPassword.create({ data: { ...ours(), id: timeOrderedId(at), hmac: bytes(), channel: 'sms', createdAt: at, expiresAt: at, endedAt: at } }),
    left: () => tables().firstPassword.count({ where: ours() }),
  },
  caseDays: { make: (at) => makeCase('call', at), left: () => tables().case.count({ where: { ...ours(), kind: 'call' } }) },
  contactDays: {
    make: async (at) => {
      const { id, number } = await makeCase('contact', at)
      const message = { organisationId: organisation.id, id: timeOrderedId(at), at, isFromStaff: false, text: 'Hej' }
      await tables().contact.create({
        data: { ...ours(), caseId: id, number, topic: 'x', name: 'Erkki', language: 'sv', state: 'closed', openedAt: at, changedAt: at },
      })
      await tables().contactMessage.create({ data: { ...message, caseId: id } })
      const file = { organisationId: organisation.id, id: timeOrderedId(at), name: 'karta.png', bytes: 1 }
      await tables().file.create({ data: { ...file, createdAt: at } })
      await tables().contactFile.create({ data: { ...file, fileId: file.id, messageId: message.id, type: 'image/png' } })
    },
    // the bytes of what was added go with the message
    left: async () => {
      const where = { organisationId: organisation.id }
      const [messages, files] = [await tables().contactMessage.count({ where }), await tables().file.count({ where })]
      return files === messages ? messages : Number.NaN
    },
  },
  roleRequestDays: {
    make: (at) =>
      tables().roleRequest.create({
        data: {
          ...ours(),
          id: timeOrderedId(at),
          role: 'editor',
          isBounded: false,
          groupIds: [],
          reason: 'x',
          askedBy: personId,
          askedAt: at,
          expiresAt: at,
          state: 'declined',
          decidedAt: at,
        },
      }),
    left: () => tables().roleRequest.count({ where: ours() }),
  },
  campaignDays: {
    make: async (at) => {
      const id = timeOrderedId(at)
      const campaign = { organisationId: organisation.id, name: 'x', audience: 'never-signed-in', onlyNew: true, channels: ['sms'], fallThroughHours: 1 }
      await tables().campaign.create({
        data: { ...campaign, id, perMinute: 1, erases: false, state: 'finished', createdBy: personId, createdAt: at, endedAt: at },
      })
      await tables().campaignPerson.create({ data: { ...ours(), campaignId: id, hasPassword: false, isNoticedBySms: false, nextAt: at } })
    },
    left: async () =>
      (await tables().campaign.count({ where: { organisationId: organisation.id } })) + (await tables().campaignPerson.count({ where: ours() })) - 1,
  },
  importDays: {
    make: async (at) => {
      const importId = randomUUID()
      const run = { organisationId: organisation.id, fileName: 'x', fileDigest: bytes(), organisationVersion: 1, isDryRun: false, state: 'finished' }
      await tables().registerImport.create({ data: { ...run, id: importId, startedAt: at, finishedAt: at } })
      const upload = { organisationId: organisation.id, fileId: randomUUID(), fileName: 'x', bytes: 1, uploadedBy: personId, state: 'applied', importId }
      await tables().registerUpload.create({ data: { ...upload, id: timeOrderedId(at), uploadedAt: at, endedAt: at } })
    },
    left: async () =>
      ((await tables().registerImport.count({ where: { organisationId: organisation.id } })) +
        (await tables().registerUpload.count({ where: { organisationId: organisation.id } }))) /
      2,
  },
  revisionDays: {
    make: async (at) => {
      const clock = { ...database.deps, now: () => at }
      const written = (title: string) => ({ title, summary: '', keywords: '', body: '' })
      const made = await makeContent(clock, organisation.id, { kind: 'page', language: 'sv', written: written('Sida'), by: null })
      if (!made.ok) throw new Error(made.failure)
      const saved = await saveText(
        clock,
        organisation.id,
        { id: made.value.id, version: 2 },
        { language: 'sv', written: written('Ny'), sourceRevision: null, by: null },
      )
      if (!saved.ok) throw new Error(saved.failure)
    },
    // the last one always stays
    left: () => whole(async (db) => (await db.contentRevision.count({ where: { organisationId: organisation.id } })) - (await db.contentItem.count())),
  },
  rollDays: {
    make: async (at) => {
      const id = await makeElection({ state: 'counted', countedAt: at })
      await tables().electionRoll.create({ data: { ...ours(), electionId: id, state: 'issued' } })
    },
    left: () => tables().electionRoll.count({ where: ours() }),
  },
  systemDays: {
    make: async (at) => {
      const id = timeOrderedId(at)
      const client = { organisationId: organisation.id, id, name: 'x', redirectUris: [], logoutUris: [], scopes: [], asksPerson: true }
      await tables().openidClient.create({ data: { ...client, createdAt: at, removedAt: at } })
      await tables().openidConsent.create({ data: { ...ours(), clientId: id, scopes: [], givenAt: at } })
    },
    left: async () =>
      ((await tables().openidClient.count({ where: { organisationId: organisation.id } })) + (await tables().openidConsent.count({ where: ours() }))) / 2,
  },
  statisticsDays: {
    make: (at) => tables().dailyCount.create({ data: { organisationId: organisation.id, day: at, kind: 'sign-in', count: 1 } }),
    left: () => tables().dailyCount.count({ where: { organisationId: organisation.id } }),
  },
  auditPersonalDays: {
    make: (at) =>
      recordEvent(
        { ...database.deps, now: () => at },
        {
          ...{ organisationId: organisation.id, act: 'desk.view-person', outcome: 'success' },
          actorId: personId,
          personal: { address: '203.0.113.9', reason: 'Erkki ringde' },
        },
      ),
    left: async () =>
      (await tables().auditEvent.findMany({ where: { organisationId: organisation.id, actorId: personId } })).filter(({ personal }) => personal !== null)
        .length,
  },
}

test.each(Object.keys(kinds) as (keyof typeof kinds)[])('%s: what is past its time goes by night and is told of, what is not stays', async (kind) => {
  const { make, left } = kinds[kind]
  const kept = organisation.settings.retention[kind]
  await make(days(kept + 2))
  await make(days(kept - 2))
  const told = async () => (await readRetention(database.deps, organisation)).kinds.find((row) => row.kind === kind)
  const per = kind === 'importDays' ? 2 : 1 // the report in the browser and the run
  expect(await told()).toMatchObject({ days: kept, removed: 0, due: per })
  await clear()
  expect(await left()).toBe(1)
  expect(await told()).toMatchObject({ removed: per, due: 0 })
})

test('what somebody still waits for is never old: open cases, messages on their way, versions in force', async () => {
  const at = days(5_000)
  await makeCase('not-me', at, { state: 'open', closedAt: null })
  await makeMessage(at, { state: 'queued' })
  await tables().settingsVersion.createMany({
    data: [1, 2].map((nth) => ({ organisationId: organisation.id, number: nth, settings: {}, at: days(5_000 - nth) })),
  })
  await clear()
  expect(await tables().case.count({ where: ours() })).toBe(1)
  expect(await tables().message.count({ where: { ...ours(), sealedContent: { not: null } } })).toBe(1)
  expect((await tables().settingsVersion.findMany({ where: { organisationId: organisation.id } })).map((row) => row.number)).toEqual([2])
})

test('the log forgets addresses and reasons, and its chain holds', async () => {
  await kinds.auditPersonalDays.make(days(1_200))
  await verifyAudit(database.deps)
  await clear()
  const [event] = await tables().auditEvent.findMany({ where: { organisationId: organisation.id, actorId: personId } })
  expect(event).toMatchObject({ act: 'desk.view-person', actorId: personId, personal: null, personalSalt: null })
  const verdict = (await verifyAudit(database.deps)).find(({ organisationId }) => organisationId === organisation.id)
  expect(verdict).toMatchObject({ brokenAt: null })
})

test('who was removed by the system outside is erased after their time, staff and open cases excepted; the chain holds', async () => {
  const gone = async (more: object = {}) => {
    const id = await newPerson(database.deps, organisation)
    await tables().provisionedPerson.create({ data: { organisationId: organisation.id, personId: id, goneAt: days(400), ...more } })
    return id
  }
  const [erased, fresh, staff, waiting, back] = [await gone(), await gone({ goneAt: days(300) }), await gone(), await gone(), await gone({ goneAt: null })]
  await tables().roleGrant.create({ data: { organisationId: organisation.id, personId: staff, role: 'editor' } })
  await makeCase('not-me', days(500), { personId: waiting, state: 'open', closedAt: null })
  expect((await readRetention(database.deps, organisation)).kinds.find(({ kind }) => kind === 'goneDays')).toMatchObject({ due: 1 })
  await clear()
  const left = (await tables().person.findMany({ where: { organisationId: organisation.id } })).map(({ id }) => id)
  expect(left.sort()).toEqual([personId, fresh, staff, waiting, back].sort())
  const event = await tables().auditEvent.findFirst({ where: { organisationId: organisation.id, act: 'person.erased' } })
  expect(event).toMatchObject({ actorId: null, subjectId: erased, details: { by: 'retention' } })
  const verdict = (await verifyAudit(database.deps)).find(({ organisationId }) => organisationId === organisation.id)
  expect(verdict).toMatchObject({ brokenAt: null })
})

test('a night that was interrupted is gone on with, and one that is over is not begun again', async () => {
  for (let nth = 0; nth < 3; nth++) await kinds.deviceDays.make(days(800))
  const night = nightOf(database.clock.at)
  await tables().retentionNight.create({ data: { organisationId: organisation.id, night: new Date(night), startedAt: database.clock.at } })
  const { deviceHash } = await tables().knownDevice.findFirstOrThrow({ where: ours() })
  await tables().knownDevice.deleteMany({ where: { ...ours(), deviceHash } })
  await tables().retentionRemoval.create({ data: { organisationId: organisation.id, night: new Date(night), kind: 'deviceDays', removed: 1 } }) // and then its server died
  expect((await readRetention(database.deps, organisation)).night).toMatchObject({ endedAt: null })
  await clear()
  const told = async () => (await readRetention(database.deps, organisation)).kinds.find(({ kind }) => kind === 'deviceDays')
  expect(await told()).toMatchObject({ removed: 3, due: 0 })
  await kinds.deviceDays.make(days(800))
  await clear()
  expect(await told()).toMatchObject({ removed: 3, due: 1 })
  const acts = await tables().auditEvent.findMany({ where: { organisationId: organisation.id, act: 'retention.cleared' } })
  expect(acts.map(({ details }) => details)).toEqual([{ deviceDays: 3 }])
})

test('two servers at once remove everything once, in batches of no more than a thousand rows', async () => {
  const at = days(800)
  const devices = Array.from({ length: 2_500 }, () => ({ ...ours(), deviceHash: bytes(), firstSeenAt: at, lastSeenAt: at }))
  await tables().knownDevice.createMany({ data: devices })
  await Promise.all([clear(), clear()])
  await clear()
  const [row] = await tables().retentionRemoval.findMany({ where: { organisationId: organisation.id, kind: 'deviceDays' } })
  expect(row?.removed).toBe(2_500)
  expect(await tables().auditEvent.count({ where: { organisationId: organisation.id, act: 'retention.cleared' } })).toBe(1)
})

test('the demo keeps the words of its messages', async () => {
  await makeMessage(days(100))
  await clear(true)
  expect(await kinds.messageTextDays.left()).toBe(1)
})

test('of a page stay what readers have and what editors work at, in each language, whatever their age', async () => {
  const clock = { ...database.deps, now: () => days(2_000) }
  const written = (title: string) => ({ title, summary: '', keywords: '', body: '' })
  const made = await makeContent(clock, organisation.id, { kind: 'page', language: 'sv', written: written('Ett'), by: null })
  if (!made.ok) throw new Error(made.failure)
  const { id } = made.value
  const save = async (version: number, language: string, title: string) =>
    expect(await saveText(clock, organisation.id, { id, version }, { language, written: written(title), sourceRevision: null, by: null })).toMatchObject({
      ok: true,
    })
  await save(2, 'sv', 'Två')
  await save(3, 'fi', 'Kaksi')
  expect(await moveContent(clock, organisation.id, { id, version: 4 }, 'publish')).toMatchObject({ ok: true })
  await save(5, 'sv', 'Tre')
  await save(6, 'sv', 'Fyra')
  await clear()
  const left = await whole((db) => db.contentRevision.findMany({ where: { contentId: id }, orderBy: { number: 'asc' } }))
  expect(left.map(({ title }) => title)).toEqual(['Två', 'Kaksi', 'Fyra'])
})

test('the roll of a vote that is not counted stays but for one that was called off, and so does the result of one that is', async () => {
  const open = await makeElection({ state: 'frozen' })
  const counted = await makeElection({ state: 'counted', countedAt: days(800), result: { ballots: 1 } })
  const called = { state: 'called-off', calledOffBy: personId, offReason: 'x' }
  const off = [await makeElection({ ...called, calledOffAt: days(800) }), await makeElection({ ...called, calledOffAt: days(1) })]
  for (const electionId of [open, counted, ...off]) await tables().electionRoll.create({ data: { ...ours(), electionId } })
  await clear()
  expect(await tables().electionRoll.findMany({ where: ours(), select: { electionId: true }, orderBy: { electionId: 'asc' } })).toEqual(
    [open, off[1]].sort().map((electionId) => ({ electionId })),
  )
  expect(await tables().election.findFirst({ where: { id: counted } })).toMatchObject({ state: 'counted', result: { ballots: 1 } })
})

test('a token that ran out or was removed goes with the systems, one that works stays', async () => {
  const token = (name: string, changes: object) => {
    const row = { organisationId: organisation.id, id: timeOrderedId(days(900)), name, hmac: bytes(), createdAt: days(900), createdBy: personId }
    return tables().provisioningToken.create({ data: { ...row, expiresAt: days(-30), ...changes } })
  }
  await token('works', {})
  await token('removed', { removedAt: days(800) })
  await token('ran out', { expiresAt: days(800) })
  await clear()
  expect(await tables().provisioningToken.findMany({ where: { organisationId: organisation.id }, select: { name: true } })).toEqual([{ name: 'works' }])
})

/** By table that holds a time, what takes its rows away; a test below asks the database for all of them. */
const nightly: Record<string, Kind> = {
  one_time_codes: 'codeDays',
  journeys: 'codeDays',
  sessions: 'sessionDays',
  known_devices: 'deviceDays',
  objections: 'objectionDays',
  messages: 'messageDays',
  first_passwords: 'firstPasswordDays',
  cases: 'caseDays',
  role_requests: 'roleRequestDays',
  campaigns: 'campaignDays',
  campaign_people: 'campaignDays',
  register_uploads: 'importDays',
  register_imports: 'importDays',
  audit_verifications: 'importDays',
  settings_versions: 'settingsDays',
  content_revisions: 'revisionDays',
  provisioning_tokens: 'systemDays',
  openid_clients: 'systemDays',
  openid_consents: 'systemDays',
  daily_counts: 'statisticsDays',
  provisioned_people: 'goneDays',
}
/** They go with the row that they belong to, by a foreign key that cascades. */
const along: Record<string, string> = {
  message_events: 'messages',
  contacts: 'cases',
  contact_messages: 'contacts',
  campaign_sendings: 'campaign_people',
  content_texts: 'content_items',
  content_files: 'content_items',
  content_sections: 'content_texts',
  retention_removals: 'retention_nights',
}
const byTheHour = 'the job `clean-up`, whatever an organisation wishes'
const asLongAs = (what: string) => `as long as ${what}`
/** Not by night, and why. */
const otherwise: Record<string, string> = {
  limit_counters: byTheHour,
  password_failures: byTheHour,
  remembered_devices: byTheHour,
  openid_artifacts: byTheHour,
  help_questions: byTheHour,
  campaign_letters: byTheHour,
  files: byTheHour,
  files_left: byTheHour,
  register_exports: byTheHour,
  retention_nights: 'each night closes those of more than a year ago',
  openid_keys: 'rotated by the clock, and forgotten when nobody can ask for them any more',
  persons: asLongAs('they are in the register: erased on request, or by `goneDays`'),
  passwords: asLongAs('the person is there'),
  former_passwords: 'as many as the settings for passwords say',
  authenticator_apps: asLongAs('the person keeps it'),
  recovery_codes: 'a new set takes the place of the old one',
  passkeys: asLongAs('the person keeps it'),
  role_grants: asLongAs('the person has the role'),
  groups: asLongAs('the organisation keeps it'),
  content_items: asLongAs('an editor keeps it: taking it away takes everything of it'),
  outside_secrets: 'one for each place that it goes to: a new one takes the place of the old one',
  elections: 'what was asked and what came of it is the organisation’s own record, and names no voter',
  webhooks: asLongAs('an administrator keeps it; what was sent is not kept'),
  settings_drafts: 'one for each organisation, until it is in force or thrown away',
  daily_count_marks: 'one for each organisation: up to which day it has counted',
  organisations: asLongAs('the portal serves it'),
  audit_events: 'what happened, when and by whom stays, or nobody could prove that the log is whole; the rest goes by `auditPersonalDays`',
  audit_links: 'the chain of the log',
  audit_shipments: 'one for each receiver: up to where it was sent',
  'box.rule': 'what lies in the box names nobody, and stays for everybody who checks the count',
}

test('every table that holds a time is removed by a rule, or is kept for a reason', async () => {
  const found = await tables().$queryRaw<{ name: string }[]>`
    SELECT DISTINCT CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname IN ('public', 'box') AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
      AND a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)`
  const known = [...Object.keys(nightly), ...Object.keys(along), ...Object.keys(otherwise)]
  expect(found.map(({ name }) => name).sort(), 'Give it a kind in lib/retention/store.ts and a setting, or say in this file why it is kept.').toEqual(
    known.sort(),
  )

  const cascades = await tables().$queryRaw<{ of: string; goes: string }[]>`
    SELECT conrelid::regclass::text AS goes, confrelid::regclass::text AS of FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'c'`
  expect(Object.entries(along).filter(([goes, of]) => !cascades.some((one) => one.goes === goes && one.of === of))).toEqual([])
  expect(Object.keys(kinds).filter((kind) => !Object.values<string>(nightly).includes(kind))).toEqual(expect.arrayContaining(['messageTextDays']))
})

test('what goes with something else is asked for once, not for each row of a roll of a million', async () => {
  const { deps, plans } = watchPlans(database.deps)
  await readRetention(deps, organisation)
  const plan = plans.find((plan) => plan.includes(' on election_roll t'))
  expect(plan).toContain('InitPlan')
  expect(plan).not.toContain('SubPlan')
})
