import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { type Organisation, organisationSettings } from '@/lib/organisations/schema'
import { importPeople, type PeopleImport } from './import-people'
import type { ImportReport } from './schema'

const test = testDatabase()
const argon = '$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

async function newOrganisation(): Promise<Organisation> {
  const settings = organisationSettings.parse({ name: 'X', country: 'SE', languages: ['sv', 'fi'], look: { hue: 1, chroma: 0.1, sign: 'X' }, help: {} })
  const row = { id: randomUUID(), slug: `o${randomUUID().slice(0, 8)}` }
  await reveal(test.deps.db).organisation.create({ data: { ...row, settings: {} } })
  return { ...row, version: 1, settings }
}
const take = (organisation: Organisation, file: string | Buffer | string[], more: Partial<PeopleImport> = {}) =>
  importPeople(test.deps, {
    organisation,
    file: Readable.from([Buffer.isBuffer(file) ? file : Buffer.from(Array.isArray(file) ? file.join('\n') : file)]),
    fileName: 'register.csv',
    isDryRun: false,
    databaseUrl: test.url,
    ...more,
  })
const countsOf = ({ counts }: ImportReport) => ({
  new: counts.created,
  changed: counts.changed,
  same: counts.unchanged,
  bad: counts.refused,
  kept: counts.kept,
})
const notesOf = ({ notes }: ImportReport) => notes.map(({ line, column, key }) => `${line} ${column} ${key}`)
const person = (organisation: Organisation, name: string) =>
  reveal(test.deps.db)
    .identifier.findUnique({ where: { organisationId_value: { organisationId: organisation.id, value: name } }, include: { person: true } })
    .then((found) => found?.person ?? null)
const names = async (organisation: Organisation) => {
  const rows = await reveal(test.deps.db).identifier.findMany({ where: { organisationId: organisation.id }, orderBy: { value: 'asc' } })
  return rows.map(({ value, isFormer }) => (isFormer ? `(${value})` : value))
}
/** Everything of the organisation's people, to be compared before and after. */
const snapshot = async (organisation: Organisation) =>
  JSON.stringify(
    await reveal(test.deps.db).person.findMany({
      where: { organisationId: organisation.id },
      orderBy: { id: 'asc' },
      include: { identifiers: { orderBy: { value: 'asc' } }, groups: { orderBy: { groupId: 'asc' } }, roles: { orderBy: { role: 'asc' } }, password: true },
    }),
  )

let company: Organisation
beforeAll(async () => {
  company = await newOrganisation()
})

const everything = [
  'memberNumber,username,email,mobile,givenName,familyName,street,postalCode,city,country,language,groups,roles,passwordHash,formerUsername',
  `1001,gunber,gun@example.org,070-174 06 05,Gun,Berg,Storgatan 1,123 45,Kristinehov,SE,sv,officials|board,member|editor,"${argon}",oldgun`,
  '1002,,,,Erkki,Esimerkki,,,,fi,fi,officials,,,',
]

describe('a register file', () => {
  it('brings everything of a person in: fields, names, groups, roles, hash, and validated number and address', async () => {
    const report = await take(company, everything)
    expect(report.refusal).toBeNull()
    expect(countsOf(report)).toEqual({ new: 2, changed: 0, same: 0, bad: 0, kept: 0 })
    const gun = await person(company, 'gunber')
    expect(gun).toMatchObject({
      memberNumber: '1001',
      username: 'gunber',
      email: 'gun@example.org',
      mobile: '+46701740605',
      emailValidatedAt: test.clock.at,
      mobileValidatedAt: test.clock.at,
      givenName: 'Gun',
      familyName: 'Berg',
      street: 'Storgatan 1',
      postalCode: '123 45',
      city: 'Kristinehov',
      country: 'SE',
      language: 'sv',
      status: 'active',
      firstSignedInAt: null,
      selfChanged: [],
    })
    expect(await names(company)).toEqual(['1001', '1002', 'gun@example.org', 'gunber', '(oldgun)'])
    const whole = await reveal(test.deps.db).person.findUniqueOrThrow({
      where: { organisationId_id: { organisationId: company.id, id: gun?.id ?? '' } },
      include: { groups: { include: { group: true } }, roles: true, password: true },
    })
    expect(whole.groups.map(({ group }) => group.name).sort()).toEqual(['board', 'officials'])
    expect(whole.roles.map(({ role }) => role).sort()).toEqual(['editor', 'member'])
    expect(whole.password).toMatchObject({ hash: argon, setBy: 'import', setAt: test.clock.at })
  })

  it('again changes nothing', async () => {
    const before = await snapshot(company)
    test.clock.forward(86_400_000)
    expect(countsOf(await take(company, everything))).toEqual({ new: 0, changed: 0, same: 2, bad: 0, kept: 0 })
    expect(await snapshot(company)).toBe(before)
  })

  it('leaves an audit event with its counts', async () => {
    const events = await reveal(test.deps.db).auditEvent.findMany({ where: { organisationId: company.id, act: 'people.imported' } })
    expect(events).toHaveLength(2)
    expect(events[0]?.details).toMatchObject({ created: 2, refused: 0 })
    const [{ tables } = { tables: 0n }] = await reveal(test.deps.db).$queryRaw<
      { tables: bigint }[]
    >`SELECT count(*) AS tables FROM pg_tables WHERE schemaname = 'porten_import'`
    expect(Number(tables)).toBe(0)
  })

  it('may have semicolons, a byte order mark, columns in any order and line ends of any kind', async () => {
    const organisation = await newOrganisation()
    expect(countsOf(await take(organisation, '\ufeffemail;givenName;memberNumber\r\na@example.org;"Åsa; den äldre";1\r\n\r\nb@example.org;B;2'))).toMatchObject(
      { new: 2, bad: 0 },
    )
    expect(await person(organisation, '1')).toMatchObject({ email: 'a@example.org', givenName: 'Åsa; den äldre' })
  })

  it('leaves things as they are where a column is absent or a cell is empty, and people who are missing stay', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['memberNumber,givenName,city', '1,Anna,Umeå', '2,Bo,Luleå'])
    expect(countsOf(await take(organisation, ['memberNumber,givenName', '1,']))).toEqual({ new: 0, changed: 0, same: 1, bad: 0, kept: 0 })
    expect(countsOf(await take(organisation, ['memberNumber,givenName', '1,Anja']))).toMatchObject({ changed: 1 })
    expect(await person(organisation, '1')).toMatchObject({ givenName: 'Anja', city: 'Umeå' })
    expect(await person(organisation, '2')).toMatchObject({ givenName: 'Bo', city: 'Luleå' })
  })

  it('with a dry run writes nothing and reports the same', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['memberNumber,email,groups', '1,a@example.org,x', '2,b@example.org,'])
    const before = await snapshot(organisation)
    const file = ['memberNumber,email,groups', '1,new@example.org,x|y', '2,b@example.org,', '3,c@example.org,', '4,b@example.org,', '5,nobody,']
    const dry = await take(organisation, file, { isDryRun: true })
    expect(await snapshot(organisation)).toBe(before)
    expect(await reveal(test.deps.db).group.count({ where: { organisationId: organisation.id } })).toBe(1)
    const real = await take(organisation, file)
    expect(countsOf(real)).toEqual({ new: 1, changed: 1, same: 1, bad: 2, kept: 0 })
    expect({ ...dry, isDryRun: false, runId: real.runId }).toEqual(real)
  })

  it('of one organisation never touches another', async () => {
    const [one, other] = [await newOrganisation(), await newOrganisation()]
    await take(one, ['username,city', 'same,Umeå'])
    await take(other, ['username,city', 'same,Luleå'])
    expect(await person(one, 'same')).toMatchObject({ city: 'Umeå' })
    expect(await person(other, 'same')).toMatchObject({ city: 'Luleå' })
  })
})

describe('matching', () => {
  it('is by member number, else user name, else e-mail address', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['memberNumber,username,email', '1,anna,anna@example.org', ',bo,bo@example.org', ',,cy@example.org'])
    const report = await take(organisation, ['memberNumber,username,email,city', '1,anja,,Umeå', ',Bo,BO2@example.org,Luleå', '3,cy,CY@example.org,Kiruna'])
    expect(countsOf(report)).toEqual({ new: 0, changed: 3, same: 0, bad: 0, kept: 0 })
    expect(await person(organisation, 'anja')).toMatchObject({ memberNumber: '1', email: 'anna@example.org', city: 'Umeå' })
    expect(await person(organisation, 'bo2@example.org')).toMatchObject({ username: 'Bo', city: 'Luleå' })
    expect(await person(organisation, '3')).toMatchObject({ username: 'cy', city: 'Kiruna' })
    expect(await names(organisation)).toEqual(['1', '3', 'anja', 'anna@example.org', 'bo', 'bo2@example.org', 'cy', 'cy@example.org'])
  })

  it('refuses a row that means two people, or somebody with another number or user name', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['memberNumber,username,email', '1,anna,anna@example.org', '2,bo,bo@example.org'])
    const before = await snapshot(organisation)
    const report = await take(organisation, [
      'memberNumber,username,email,formerUsername',
      '1,,bo@example.org,',
      '1,bo,,',
      '9,anna,,',
      ',other,anna@example.org,',
      '1,,,bo',
      '8,,,anna',
    ])
    expect(notesOf(report)).toEqual([
      '2 email import.twoPeople',
      '3 username import.twoPeople',
      '4 memberNumber import.otherNumber',
      '5 username import.otherUsername',
      '6 formerUsername import.formerTaken',
      '7 formerUsername import.formerTaken',
    ])
    expect(await snapshot(organisation)).toBe(before)
  })

  it('refuses the second row of a person or a name in one file, but not because of a row that is bad itself', async () => {
    const organisation = await newOrganisation()
    const report = await take(organisation, [
      'memberNumber,email,language',
      '1,a@example.org,sv',
      '1,b@example.org,sv',
      '2,A@example.org,sv',
      '3,c@example.org,xx',
      '3,c@example.org,sv',
      '4,b@example.org,sv',
    ])
    expect(notesOf(report)).toEqual(['3 memberNumber import.doubled', '4 email import.doubled', '5 language import.badLanguage'])
    expect(report.notes[0]?.values).toEqual({ line: 2 })
    expect(await names(organisation)).toEqual(['1', '3', '4', 'a@example.org', 'b@example.org', 'c@example.org'])
    const known = await take(organisation, ['memberNumber,email', '1,', ',a@example.org'])
    expect(notesOf(known)).toEqual(['3 email import.doubled'])
  })

  it('never passes a name from one person to another within a file, so that the same file again changes nothing', async () => {
    for (const rows of [
      ['1,new', '2,x'],
      ['2,x', '1,new'],
      ['1,y', '2,x', '3,y'],
      ['1,new', ',x'],
    ]) {
      const organisation = await newOrganisation()
      await take(organisation, ['memberNumber,username', '1,x', '3,z'])
      const first = await take(organisation, ['memberNumber,username', ...rows])
      const before = await snapshot(organisation)
      const second = await take(organisation, ['memberNumber,username', ...rows])
      expect([rows, second.counts.created, second.counts.changed]).toEqual([rows, 0, 0])
      expect(await snapshot(organisation)).toBe(before)
      expect(first.counts.refused).toBeGreaterThan(0)
    }
  })
})

it('any file at all, imported twice, changes nothing the second time, and its dry run says the same as its first run', async () => {
  const cell = (...texts: string[]) => fc.constantFrom('', '', ...texts)
  const row = fc.tuple(cell('1', '2', '3'), cell('a', 'b', 'c', 'd'), cell('a@x.se', 'b@x.se', 'c@x.se'), cell('a', 'b', 'old'), cell('Umeå'))
  const file = (rows: string[][]) => ['memberNumber,username,email,formerUsername,city', ...rows.map((cells) => cells.join(','))]
  const rows = (max: number) => fc.array(row, { minLength: 1, maxLength: max })
  await fc.assert(
    fc.asyncProperty(rows(4), rows(5), async (before, after) => {
      const organisation = await newOrganisation()
      await take(organisation, file(before))
      const dry = await take(organisation, file(after), { isDryRun: true })
      const first = await take(organisation, file(after))
      expect({ ...dry, isDryRun: false, runId: first.runId }).toEqual(first)
      const state = await snapshot(organisation)
      const second = await take(organisation, file(after))
      expect(countsOf(second)).toMatchObject({ new: 0, changed: 0 })
      expect(await snapshot(organisation)).toBe(state)
    }),
    { numRuns: process.env.LONG === '1' ? 300 : 25 },
  )
}, 600_000)

describe('what the file may change', () => {
  it('replaces a user name or address, and keeps the old user name only where formerUsername says so', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['memberNumber,username,email', '1,old1,a@example.org', '2,old2,b@example.org'])
    await take(organisation, ['memberNumber,username,email,formerUsername', '1,a@example.org,a@example.org,old1', '2,b@example.org,b@example.org,'])
    expect(await names(organisation)).toEqual(['1', '2', 'a@example.org', 'b@example.org', '(old1)'])
    expect(countsOf(await take(organisation, ['memberNumber,username,email,formerUsername', '1,a@example.org,a@example.org,old1']))).toMatchObject({ same: 1 })
  })

  it('adds groups and roles and takes none away', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['username,groups,roles', 'a,x|y,member'])
    expect(countsOf(await take(organisation, ['username,groups,roles', 'a,y|z,editor']))).toMatchObject({ changed: 1 })
    expect(countsOf(await take(organisation, ['username,groups,roles', 'a,x|z,']))).toMatchObject({ changed: 0, same: 1 })
    const members = await reveal(test.deps.db).groupMember.findMany({ where: { organisationId: organisation.id }, include: { group: true } })
    expect(members.map(({ group }) => group.name).sort()).toEqual(['x', 'y', 'z'])
    expect(countsOf(await take(organisation, ['username,groups', 'a,w']))).toMatchObject({ changed: 1 }) // nothing else of the row is new
    const roles = await reveal(test.deps.db).roleGrant.findMany({ where: { organisationId: organisation.id } })
    expect(roles.map(({ role }) => role).sort()).toEqual(['editor', 'member'])
  })

  it('sets a password hash only for somebody who never had a password, and warns of a dear one', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['username', 'none', 'erased', 'own'])
    const [none, erased, own] = await Promise.all(['none', 'erased', 'own'].map((name) => person(organisation, name)))
    const common = { organisationId: organisation.id, setAt: test.clock.at, setBy: 'person' }
    await reveal(test.deps.db).password.createMany({
      data: [
        { ...common, personId: erased?.id ?? '', hash: null },
        { ...common, personId: own?.id ?? '', hash: 'mine' },
      ],
    })
    const dear = argon.replace('m=47104,t=1', 'm=262144,t=4')
    const report = await take(organisation, ['username,passwordHash', `none,"${dear}"`, `erased,"${argon}"`, `own,"${dear}"`])
    expect(countsOf(report)).toMatchObject({ changed: 1, same: 2, bad: 0 })
    expect(notesOf(report)).toEqual(['2 passwordHash import.dearHash'])
    const passwords = await reveal(test.deps.db).password.findMany({ where: { organisationId: organisation.id } })
    expect(new Map(passwords.map(({ personId, hash }) => [personId, hash]))).toEqual(
      new Map([
        [none?.id, dear],
        [erased?.id, null],
        [own?.id, 'mine'],
      ]),
    )
  })

  it('keeps what people changed themselves and says so, even when it was the only name that the register knows', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['username,email,city', 'erkki@example.org,erkki@example.org,Vantaa', 'b,b@example.org,Espoo'])
    const erkki = await person(organisation, 'erkki@example.org')
    const id = erkki?.id ?? ''
    const changes = { email: 'new@example.org', username: 'new@example.org', city: 'Turku' }
    const db = reveal(test.deps.db)
    await db.identifier.create({ data: { organisationId: organisation.id, personId: id, value: 'new@example.org' } })
    await db.identifier.deleteMany({ where: { organisationId: organisation.id, value: 'erkki@example.org' } })
    await db.person.updateMany({ where: { organisationId: organisation.id, id }, data: { ...changes, selfChanged: ['email', 'username', 'city'] } })
    const report = await take(organisation, ['username,email,city', 'erkki@example.org,erkki@example.org,Vantaa', 'b,b@example.org,Espoo'])
    expect(countsOf(report)).toEqual({ new: 0, changed: 0, same: 2, bad: 0, kept: 3 })
    expect(notesOf(report)).toEqual(['2 city import.kept', '2 email import.kept', '2 username import.kept'])
    expect(await person(organisation, 'new@example.org')).toMatchObject(changes)
    expect(await person(organisation, 'erkki@example.org')).toBeNull()
    await take(organisation, ['username', 'someone'])
    expect(countsOf(await take(organisation, ['username,city', 'erkki@example.org,Kemi']))).toMatchObject({ new: 0, changed: 0, kept: 2 })
  })

  it('counts an address that was here already as validated', async () => {
    const organisation = await newOrganisation()
    await take(organisation, ['email', 'a@example.org'])
    await reveal(test.deps.db).person.updateMany({ where: { organisationId: organisation.id }, data: { emailValidatedAt: null } })
    expect(countsOf(await take(organisation, ['email', 'a@example.org']))).toMatchObject({ changed: 1 })
    expect(await person(organisation, 'a@example.org')).toMatchObject({ emailValidatedAt: test.clock.at })
  })
})

describe('a mangled file', () => {
  it.each<[string, string | Buffer, string]>([
    ['empty', '', 'import.isEmpty'],
    ['blank', ' \n\n', 'import.isEmpty'],
    ['not UTF-8', Buffer.from('username,city\na,Ume\xe5\n', 'latin1'), 'import.notUtf8'],
    ['UTF-16', Buffer.from('\ufeffusername\na', 'utf16le'), 'import.notUtf8'],
    ['with an unknown column', 'username,shoeSize\na,43', 'import.unknownColumn'],
    ['without header row', 'anna,Umeå', 'import.unknownColumn'],
    ['with one endless row', `username,city\na,${'x'.repeat(17 * 1_024 * 1_024)}`, 'import.rowTooLong'],
  ])('(%s) is refused whole before anything is done', async (_name, file, key) => {
    const organisation = await newOrganisation()
    const report = await take(organisation, file)
    expect(report.refusal?.key).toBe(key)
    expect(report.counts.rows).toBe(0)
    expect(await names(organisation)).toEqual([])
  })

  it('loses its bad rows and no good one: null bytes, stray quotes, wrong cells, 10 MB in a cell', async () => {
    const organisation = await newOrganisation()
    const file = ['username,city', 'a,Umeå', 'b,Ume\u0000å', 'c,"Umeå', 'd', 'e,Umeå,x', `f,"${'x'.repeat(10_000_000)}"`, 'g,Umeå']
    const report = await take(organisation, file)
    expect(notesOf(report)).toEqual([
      '3 city import.controlCharacter',
      '4 null import.brokenQuotes',
      '5 null import.wrongCells',
      '6 null import.wrongCells',
      '7 city import.tooLong',
    ])
    expect(await names(organisation)).toEqual(['a', 'g'])
    expect(report.counts).toMatchObject({ rows: 7, created: 2, refused: 5 })
  })
})
