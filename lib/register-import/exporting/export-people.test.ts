import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { type Organisation, organisationSettings } from '@/lib/organisations/schema'
import { importPeople } from '../import-people'
import { csvLine, guarded, withoutGuards } from '../rules'
import { exportPeople, giveLeave, leaveMinutes, leaveOf } from './export-people'

const test = testDatabase()

async function newOrganisation(): Promise<Organisation> {
  const settings = organisationSettings.parse({ name: 'X', country: 'SE', languages: ['sv'], look: { hue: 1, chroma: 0.1, sign: 'X' }, help: {} })
  const row = { id: randomUUID(), slug: `o${randomUUID().slice(0, 8)}` }
  await reveal(test.deps.db).organisation.create({ data: { ...row, settings: {} } })
  return { ...row, version: 1, settings }
}
const take = (organisation: Organisation, text: string) =>
  importPeople(test.deps, { organisation, file: Readable.from([Buffer.from(text)]), fileName: 'x.csv', isDryRun: false, databaseUrl: test.url })
const copy = async (organisation: Organisation, groupId: string | null = null) =>
  (await Readable.from(exportPeople(test.deps, organisation.id, groupId)).toArray()).join('')

const hash = '$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const register = [
  'memberNumber,username,email,mobile,givenName,familyName,street,postalCode,city,country,language,groups,roles,passwordHash,formerUsername',
  `1,gun,gun@example.org,070-174 06 05,"=HYPERLINK(""http://x"")",Berg,"Storgatan 1; =1+1, -2 tr",123 45,'-Ort,SE,sv,"north|=board",member|editor,"${hash}",oldgun`,
  '2,bo,,,"Bo ""Bosse""",@Alm,,,,,,north,,,',
].join('\n')

it('a copy holds everything but passwords, can be imported again, and then changes nothing', async () => {
  const organisation = await newOrganisation()
  expect((await take(organisation, register)).counts).toMatchObject({ created: 2, refused: 0 })
  const file = await copy(organisation)
  expect(file).not.toMatch(/argon2|passwordHash/)
  expect(file.split('\r\n')).toHaveLength(4)
  expect((await take(organisation, file)).counts).toMatchObject({ created: 0, changed: 0, unchanged: 2, refused: 0, kept: 0 })
  const elsewhere = await newOrganisation()
  expect((await take(elsewhere, file)).counts).toMatchObject({ created: 2, refused: 0 })
  expect(await copy(elsewhere)).toBe(file)
})

it('a copy of a group holds its people alone, and of another organisation’s group nobody', async () => {
  const [organisation, other] = [await newOrganisation(), await newOrganisation()]
  await take(organisation, register)
  const board = await reveal(test.deps.db).group.findFirstOrThrow({ where: { organisationId: organisation.id, name: '=board' } })
  expect(await copy(organisation, board.id)).toMatch(/^\ufeffmemberNumber;[^\n]*\r\n1;gun;[^\n]*\r\n$/)
  expect((await copy(other, board.id)).split('\r\n')).toHaveLength(2)
})

it('a spreadsheet finds no formula in it, whichever sign it splits cells at, and the cell comes back as it was', () => {
  const text = fc.string({ unit: fc.constantFrom(...`=+-@'";,| aå1＝`.split('')), maxLength: 12 }).map((cell) => cell.trim())
  fc.assert(
    fc.property(text, (cell) => {
      expect(withoutGuards(guarded(cell))).toBe(cell)
      for (const sign of [',', ';', '\t', '|'])
        for (const part of guarded(cell).split(sign)) expect(part.replace(/^[\s"]+/, '')).not.toMatch(/^[=+\-@＝＋－＠]/)
    }),
    { numRuns: 2_000 },
  )
  expect(csvLine(['=1+1', 'a;b', 'say "hi"', '', '+46701740605'])).toBe(`'=1+1;"a;b";"say ""hi""";;'+46701740605\r\n`)
})

it('leave to take a copy is the asker’s own, and ends', async () => {
  const organisation = await newOrganisation()
  const asker = randomUUID()
  const id = await giveLeave(test.deps, organisation.id, asker, null)
  expect(await leaveOf(test.deps, organisation.id, asker, id)).toMatchObject({ id, groupId: null })
  expect(await leaveOf(test.deps, organisation.id, randomUUID(), id)).toBeNull()
  expect(await leaveOf(test.deps, randomUUID(), asker, id)).toBeNull()
  test.clock.forward(leaveMinutes * 60_000)
  expect(await leaveOf(test.deps, organisation.id, asker, id)).toBeNull()
})
