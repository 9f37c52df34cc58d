import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { organisationSettings } from '@/lib/organisations/schema'
import { undoImport } from '../undoing/undo-import'
import { findUpload, lastImport, readDifference } from './find-upload'
import { decideUpload, orderUndo, takeUpload } from './move-upload'
import { workOnUpload } from './work-on-upload'

// A million rows: `npm run test:long`.

const test = testDatabase()
const people = 1_000_000

async function* file(city: string) {
  yield Buffer.from('memberNumber,username,email,givenName,familyName,city\n')
  for (let from = 0; from < people; from += 10_000) {
    let lines = ''
    for (let at = from; at < from + 10_000; at++) lines += `${10_000_000 + at},u${at},u${at}@example.org,Åsa,Almgren${at % 977},${city}\n`
    yield Buffer.from(lines)
  }
}

it('a million rows are uploaded, compared, applied, changed and taken back, in little memory, and the pages of the difference stay quick', async () => {
  const settings = organisationSettings.parse({ name: 'X', country: 'SE', languages: ['sv'], look: { hue: 1, chroma: 0.1, sign: 'X' }, help: {} })
  const organisation = { id: randomUUID(), slug: 'large', version: 1, settings }
  const { id: organisationId, slug } = organisation
  await reveal(test.deps.db).organisation.create({ data: { id: organisationId, slug, settings: {} } })
  const before = process.memoryUsage().rss
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before)
  }, 100)

  async function apply(city: string, kind: 'new' | 'changed') {
    test.clock.forward(1_000)
    const { id } = await takeUpload(test.deps, organisationId, { fileName: `${city}.csv`, source: file(city), uploadedBy: randomUUID() })
    await workOnUpload(test.deps, organisation, id, { databaseUrl: test.url })
    const compared = await findUpload(test.deps, organisationId, id)
    expect(compared).toMatchObject({ state: 'compared', counts: { rows: people, [kind === 'new' ? 'created' : 'changed']: people, gone: 0 } })
    const began = performance.now()
    expect(compared && (await readDifference(test.deps, compared, { kind, after: people - 20, count: 50 }))).toHaveLength(21)
    expect(performance.now() - began).toBeLessThan(1_000)
    await decideUpload(test.deps, organisationId, id, { decidedBy: randomUUID(), reason: 'x' })
    test.clock.forward(1_000)
    await workOnUpload(test.deps, organisation, id, { databaseUrl: test.url })
    expect(await findUpload(test.deps, organisationId, id)).toMatchObject({ state: 'applied' })
  }
  async function undo() {
    const last = await lastImport(test.deps, organisationId)
    const importId = last?.id ?? ''
    await orderUndo(test.deps, organisationId, importId, { by: randomUUID(), reason: 'x' })
    return undoImport(test.deps, { organisationId, importId, databaseUrl: test.url })
  }
  const living = (city: string) => reveal(test.deps.db).person.count({ where: { organisationId, city } })

  await apply('Malung', 'new')
  await apply('Sala', 'changed')
  expect(await living('Sala')).toBe(people)
  expect(await undo()).toEqual({ removed: 0, restored: people, left: 0 })
  expect(await living('Malung')).toBe(people)
  await apply('Mora', 'changed')
  clearInterval(watch)
  expect(most).toBeLessThan(300 * 1_024 * 1_024)
}, 3_600_000)
