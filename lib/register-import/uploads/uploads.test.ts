import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { asAdministrator } from '@/e2e/support/database-server'
import { reveal } from '@/lib/core/prisma'
import { type Organisation, organisationSettings } from '@/lib/organisations/schema'
import { importPeople } from '../import-people'
import type { DifferenceKind, Upload } from '../schema'
import { connect, lockOrganisation } from '../store'
import { undoImport } from '../undoing/undo-import'
import { findUpload, lastImport, listUploads, readDifference, readLeft, readUploadNotes } from './find-upload'
import { decideUpload, discardUpload, forgetChanges, forgetUploads, orderUndo, takeUpload } from './move-upload'
import { workOnUpload } from './work-on-upload'

const test = testDatabase()
const staff = randomUUID()

async function newOrganisation(): Promise<Organisation> {
  const settings = organisationSettings.parse({ name: 'X', country: 'SE', languages: ['sv'], look: { hue: 1, chroma: 0.1, sign: 'X' }, help: {} })
  const row = { id: randomUUID(), slug: `o${randomUUID().slice(0, 8)}` }
  await reveal(test.deps.db).organisation.create({ data: { ...row, settings: {} } })
  return { ...row, version: 1, settings }
}
/** As the worker takes a file in while the clock goes on. */
function moment() {
  test.clock.forward(1_000)
}
const inRegister = async (organisation: Organisation, lines: string[]) => {
  moment()
  return importPeople(test.deps, {
    organisation,
    file: Readable.from([Buffer.from(lines.join('\n'))]),
    fileName: 'before.csv',
    isDryRun: false,
    databaseUrl: test.url,
  })
}
async function upload(organisation: Organisation, lines: string[]): Promise<string> {
  moment()
  const source = Readable.from([Buffer.from(lines.join('\n'))])
  return (await takeUpload(test.deps, organisation.id, { fileName: 'after.csv', source, uploadedBy: staff })).id
}
const seen = async (organisation: Organisation, id: string): Promise<Upload> => {
  const found = await findUpload(test.deps, organisation.id, id)
  if (!found) throw new Error('the upload is gone')
  return found
}
const work = (organisation: Organisation, id: string) => workOnUpload(test.deps, organisation, id, { databaseUrl: test.url })
async function apply(organisation: Organisation, lines: string[]): Promise<Upload> {
  const id = await upload(organisation, lines)
  await work(organisation, id)
  expect(await decideUpload(test.deps, organisation.id, id, { decidedBy: staff, reason: 'because' })).toBe(true)
  moment()
  await work(organisation, id)
  return seen(organisation, id)
}
async function undo(organisation: Organisation) {
  const last = await lastImport(test.deps, organisation.id)
  moment()
  expect(await orderUndo(test.deps, organisation.id, last?.id ?? '', { by: staff, reason: 'wrong file' })).toBe(true)
  return undoImport(test.deps, { organisationId: organisation.id, importId: last?.id ?? '', databaseUrl: test.url })
}
const page = async (upload: Upload, kind: DifferenceKind, after = 0, count = 50) => (await readDifference(test.deps, upload, { kind, after, count })) ?? []
/** Everything of the organisation's people but when they were last written. */
const snapshot = async (organisation: Organisation) => {
  const people = await reveal(test.deps.db).person.findMany({
    where: { organisationId: organisation.id },
    orderBy: { id: 'asc' },
    include: {
      identifiers: { orderBy: { value: 'asc' } },
      groups: { orderBy: { groupId: 'asc' } },
      roles: { orderBy: { role: 'asc' } },
      password: true,
      remembered: { orderBy: { value: 'asc' } },
    },
  })
  const groups = await reveal(test.deps.db).group.findMany({ where: { organisationId: organisation.id }, orderBy: { name: 'asc' }, select: { name: true } })
  return JSON.stringify([people.map(({ updatedAt: _, ...person }) => person), groups], null, 1)
}
const person = async (organisation: Organisation, memberNumber: string) =>
  reveal(test.deps.db).person.findFirst({
    where: { organisationId: organisation.id, memberNumber },
    include: { roles: true, groups: { include: { group: true } } },
  })
const tables = async () => {
  const [row] = await reveal(test.deps.db).$queryRaw<{ tables: number }[]>`SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'porten_import'`
  return row?.tables ?? 0
}

const before = [
  'memberNumber,username,email,givenName,familyName,city,groups,roles',
  '1,ann,ann@example.org,Ann,Alm,Malung,north|board,member',
  '2,bo,bo@example.org,Bo,Berg,Sala,north,member',
  '3,cia,cia@example.org,Cia,Cedergren,Sala,,member',
  '4,dan,dan@example.org,Dan,Dahl,Sala,,member',
]
const after = [
  'memberNumber,username,email,givenName,familyName,city,groups,roles,formerUsername,passwordHash',
  '1,anna,anna@example.org,Anna,Alm,Mora,south,caseworker,ann,$argon2id$v=19$m=47104;t=1;p=1',
  '2,bo,new@example.org,Bo,Berg,Sala,,member,,',
  '3,cia,cia@example.org,Cia,Cedergren,Sala,,member,,',
  '5,eva,eva@example.org,Eva,Ek,Lund,south,member,,',
  '6,eva,,Other,Ek,Lund,,,,',
  '7,,,,,,,,,',
].map((line) => line.replace(/,\$argon.*$/, ',"$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"'))

describe('the difference of a register file', () => {
  it('shows who is new, changed, kept, gone and refused, page by page, and changes nobody', async () => {
    const organisation = await newOrganisation()
    await inRegister(organisation, before)
    const bo = await person(organisation, '2')
    await reveal(test.deps.db).person.updateMany({ where: { id: bo?.id ?? '' }, data: { email: 'own@example.org', selfChanged: ['email'] } })
    const was = await snapshot(organisation)
    const id = await upload(organisation, after)
    expect(await seen(organisation, id)).toMatchObject({ state: 'comparing', fileName: 'after.csv' })
    await work(organisation, id)
    const compared = await seen(organisation, id)
    expect(compared).toMatchObject({ state: 'compared', counts: { rows: 6, created: 2, changed: 1, unchanged: 2, refused: 1, kept: 1, gone: 1, warnings: 1 } })
    expect(await snapshot(organisation)).toBe(was)

    expect((await page(compared, 'new')).map(({ line, givenName, memberNumber }) => `${line} ${memberNumber} ${givenName}`)).toEqual(['5 5 Eva', '7 7 '])
    expect(await page(compared, 'new', 5)).toMatchObject([{ line: 7 }])
    const [ann] = await page(compared, 'changed')
    expect(ann).toMatchObject({ line: 2, givenName: 'Ann' })
    expect(ann?.changes).toEqual({
      username: ['ann', 'anna'],
      email: ['ann@example.org', 'anna@example.org'],
      givenName: ['Ann', 'Anna'],
      city: ['Malung', 'Mora'],
      groups: [null, 'south'],
      passwordHash: [null, null],
      emailValidatedAt: [expect.any(String), null],
    })
    expect(await page(compared, 'kept')).toMatchObject([{ line: 3, givenName: 'Bo', changes: { email: ['own@example.org', 'new@example.org'] } }])
    expect(await page(compared, 'gone')).toMatchObject([{ givenName: 'Dan' }])
    expect(await readUploadNotes(test.deps, compared, { kind: 'refused', after: 0, count: 9 })).toMatchObject([
      { line: 6, column: 'username', key: 'import.doubled' },
    ])
    expect(await readUploadNotes(test.deps, compared, { kind: 'warning', after: 0, count: 9 })).toMatchObject([
      { line: 2, column: 'roles', key: 'import.rolesLeftOut', values: { roles: 'caseworker' } },
    ])
    expect(await discardUpload(test.deps, organisation.id, id)).toBe(true)
    expect(await reveal(test.deps.db).file.count({ where: { organisationId: organisation.id } })).toBe(0)
    expect(await readDifference(test.deps, compared, { kind: 'new', after: 0, count: 9 })).toBeNull()
  })

  it('is nobody else’s: another organisation finds no upload, and none of its pages', async () => {
    const [owner, other] = [await newOrganisation(), await newOrganisation()]
    const id = await upload(owner, before)
    await work(owner, id)
    expect(await findUpload(test.deps, other.id, id)).toBeNull()
    expect(await readDifference(test.deps, { ...(await seen(owner, id)), organisationId: other.id }, { kind: 'new', after: 0, count: 9 })).toBeNull()
    expect(await decideUpload(test.deps, other.id, id, { decidedBy: staff, reason: 'x' })).toBe(false)
  })

  it('of a file that is no register says why, and the file is not kept', async () => {
    const organisation = await newOrganisation()
    for (const [lines, key] of [
      [['surname', 'x'], 'import.unknownColumn'],
      [[''], 'import.isEmpty'],
    ] as const) {
      const id = await upload(organisation, [...lines])
      await work(organisation, id)
      expect(await seen(organisation, id)).toMatchObject({ state: 'refused', refusal: { key } })
    }
    expect(await reveal(test.deps.db).file.count({ where: { organisationId: organisation.id } })).toBe(0)
  })

  it('is thrown away after a week in which nobody decided', async () => {
    const organisation = await newOrganisation()
    const id = await upload(organisation, before)
    await work(organisation, id)
    await forgetUploads(test.deps, new Date(test.clock.at.getTime() + 1))
    expect(await seen(organisation, id)).toMatchObject({ state: 'discarded', comparisonId: null })
  })
})

describe('an upload that is applied', () => {
  it('hands out no role of staff and fills no group that a rule fills, and says so', async () => {
    const organisation = await newOrganisation()
    await reveal(test.deps.db).group.create({
      data: { organisationId: organisation.id, id: randomUUID(), name: 'ruled', rule: { match: 'all', conditions: [] } },
    })
    const applied = await apply(organisation, ['memberNumber,groups,roles', '1,ruled|free,member|administrator'])
    expect(applied).toMatchObject({ state: 'applied', counts: { created: 1, warnings: 2 }, reason: null })
    const found = await person(organisation, '1')
    expect(found?.roles.map(({ role }) => role)).toEqual(['member'])
    expect(found?.groups.map(({ group }) => group.name)).toEqual(['free'])
    const warnings = await readUploadNotes(test.deps, applied, { kind: 'warning', after: 0, count: 9 })
    expect(warnings?.map(({ key }) => key).sort()).toEqual(['import.rolesLeftOut', 'import.ruleGroup'])
    expect(await apply(organisation, ['memberNumber,groups,roles', '1,ruled|free,member|administrator']).catch(() => null)).toMatchObject({
      counts: { created: 0, changed: 0, unchanged: 1 },
    })
  })

  it('waits while another import of the organisation is at work, and is done then', async () => {
    const organisation = await newOrganisation()
    const id = await upload(organisation, before)
    const holder = await connect(test.url)
    await lockOrganisation(holder, organisation.id)
    await work(organisation, id)
    expect(await seen(organisation, id)).toMatchObject({ state: 'comparing', attempts: 0 })
    await holder.end()
    await work(organisation, id)
    expect(await seen(organisation, id)).toMatchObject({ state: 'compared' })
  })

  it('is decided on once, however many press', async () => {
    const organisation = await newOrganisation()
    const id = await upload(organisation, before)
    await work(organisation, id)
    const pressed = await Promise.all([1, 2, 3].map((nth) => decideUpload(test.deps, organisation.id, id, { decidedBy: staff, reason: `${nth}` })))
    expect(pressed.filter(Boolean)).toHaveLength(1)
    await Promise.all([work(organisation, id), work(organisation, id)])
    expect(await seen(organisation, id)).toMatchObject({ state: 'applied', counts: { created: 4 } })
    expect(await reveal(test.deps.db).auditEvent.count({ where: { organisationId: organisation.id, act: 'people.imported' } })).toBe(1)
  })
})

describe('the worker is killed', () => {
  const many = ['memberNumber,username', ...Array.from({ length: 30_000 }, (_, at) => `${at},u${at}`)]
  /** Ends the import's connections, as a crash would, as soon as it merges. */
  async function killedWork(organisation: Organisation, id: string, phase: string) {
    const watch = setInterval(async () => {
      if ((await seen(organisation, id)).phase !== phase) return
      clearInterval(watch)
      const name = new URL(test.url).pathname.slice(1)
      await asAdministrator(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'porten people import' AND datname = '${name}'`)
    }, 20)
    const killed = await work(organisation, id).then(
      () => false,
      () => true,
    )
    clearInterval(watch)
    return killed
  }

  it('while it compares or applies: nothing is half done, nothing is lost, and the next one goes on', async () => {
    const organisation = await newOrganisation()
    const id = await upload(organisation, many)
    await killedWork(organisation, id, 'staging')
    expect(await reveal(test.deps.db).person.count({ where: { organisationId: organisation.id } })).toBe(0)
    await work(organisation, id)
    expect(await seen(organisation, id)).toMatchObject({ state: 'compared', counts: { created: 30_000 } })
    await decideUpload(test.deps, organisation.id, id, { decidedBy: staff, reason: 'x' })
    moment()
    await killedWork(organisation, id, 'merging')
    await work(organisation, id)
    expect(await seen(organisation, id)).toMatchObject({ state: 'applied', counts: { created: 30_000 } })
    expect(await reveal(test.deps.db).identifier.count({ where: { organisationId: organisation.id } })).toBe(60_000)

    const last = await lastImport(test.deps, organisation.id)
    await orderUndo(test.deps, organisation.id, last?.id ?? '', { by: staff, reason: 'x' })
    const watch = setInterval(async () => {
      if ((await reveal(test.deps.db).person.count({ where: { organisationId: organisation.id } })) === 30_000) return
      clearInterval(watch)
      const name = new URL(test.url).pathname.slice(1)
      await asAdministrator(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'porten people import' AND datname = '${name}'`)
    }, 20)
    const again = () => undoImport(test.deps, { organisationId: organisation.id, importId: last?.id ?? '', databaseUrl: test.url })
    await again().catch(() => null)
    clearInterval(watch)
    await again()
    expect(await lastImport(test.deps, organisation.id)).toMatchObject({ undoState: 'undone', undoCounts: { removed: 30_000, restored: 0, left: 0 } })
    expect(await listUploads(test.deps, organisation.id, 1)).toMatchObject([{ state: 'applied', isUndone: true }])
    expect(await reveal(test.deps.db).identifier.count({ where: { organisationId: organisation.id } })).toBe(0)
  })
})

describe('an import that is taken back', () => {
  it('leaves the register exactly as it was', async () => {
    const organisation = await newOrganisation()
    await inRegister(organisation, before)
    const was = await snapshot(organisation)
    await apply(organisation, after)
    expect(await snapshot(organisation)).not.toBe(was)
    expect(await undo(organisation)).toEqual({ removed: 2, restored: 2, left: 0 })
    expect(await snapshot(organisation)).toBe(was)
    expect(await lastImport(test.deps, organisation.id)).toMatchObject({ undoState: 'undone' })
  })

  it('leaves what people changed since, and tells whom', async () => {
    const organisation = await newOrganisation()
    await inRegister(organisation, before)
    await apply(organisation, after)
    const [ann, bo, eva] = [await person(organisation, '1'), await person(organisation, '2'), await person(organisation, '5')]
    const change = (id: string | undefined, data: object) => reveal(test.deps.db).person.updateMany({ where: { id: id ?? '' }, data })
    await change(ann?.id, { city: 'Falun', selfChanged: ['city'] })
    await change(eva?.id, { firstSignedInAt: test.clock.at })
    // Somebody takes the address that Bo gave up by the import.
    const stranger = randomUUID()
    await reveal(test.deps.db).person.create({ data: { id: stranger, organisationId: organisation.id, email: 'bo@example.org' } })
    await reveal(test.deps.db).identifier.create({ data: { organisationId: organisation.id, value: 'bo@example.org', personId: stranger } })
    expect(await undo(organisation)).toEqual({ removed: 1, restored: 0, left: 3 })
    expect(await person(organisation, '1')).toMatchObject({ username: 'ann', email: 'ann@example.org', givenName: 'Ann', city: 'Falun' })
    expect(await person(organisation, '2')).toMatchObject({ email: 'new@example.org' })
    expect(await person(organisation, '5')).toMatchObject({ givenName: 'Eva' })
    const last = await lastImport(test.deps, organisation.id)
    const left = await readLeft(test.deps, organisation.id, last?.id ?? '', null, 9)
    const of = (id: string | undefined) => left.find(({ personId }) => personId === id)
    expect(of(ann?.id)).toMatchObject({ leftFields: ['city'], isNew: false })
    expect(of(bo?.id)).toMatchObject({ leftFields: ['email'], isNew: false })
    expect(of(eva?.id)).toMatchObject({ isNew: true })
  })

  it('is the last one that changed anything, for thirty days, and once', async () => {
    const organisation = await newOrganisation()
    await inRegister(organisation, before)
    const { runId } = await inRegister(organisation, before) // changes nothing
    const last = await lastImport(test.deps, organisation.id)
    expect(last).toMatchObject({ created: 4 })
    expect(last?.id).not.toBe(runId)
    const pressed = await Promise.all([1, 2].map(() => orderUndo(test.deps, organisation.id, last?.id ?? '', { by: staff, reason: 'x' })))
    expect(pressed.filter(Boolean)).toHaveLength(1)
    await apply(organisation, after)
    const kept = () => reveal(test.deps.db).registerImportChange.count({ where: { organisationId: organisation.id } })
    expect(await kept()).toBeGreaterThan(0)
    test.clock.forward(31 * 24 * 60 * 60_000)
    expect(await lastImport(test.deps, organisation.id)).toBeNull()
    await forgetChanges(test.deps, test.clock.at)
    expect(await kept()).toBe(0)
  })
})

it('leaves no table behind but those of the difference and of what was said of lines', async () => {
  const organisation = await newOrganisation()
  const there = await tables()
  const id = await upload(organisation, before)
  await work(organisation, id)
  expect(await tables()).toBe(there + 3)
  await decideUpload(test.deps, organisation.id, id, { decidedBy: staff, reason: 'x' })
  await work(organisation, id)
  expect(await tables()).toBe(there + 1)
})
