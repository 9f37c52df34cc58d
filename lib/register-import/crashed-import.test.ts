import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { asAdministrator } from '@/e2e/support/database-server'
import { reveal } from '@/lib/core/prisma'
import { type Organisation, organisationSettings } from '@/lib/organisations/schema'
import { importPeople, type PeopleImport } from './import-people'
import type { ImportProgress, ImportReport } from './schema'
import { connect, lockOrganisation } from './store'

const test = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'porten-test-'))
const register = join(folder, 'register.csv')
const people = 24_000 // more than a batch
beforeAll(() => {
  const rows = Array.from({ length: people }, (_, index) => `${1_000 + index},p${index},p${index}@example.org`)
  writeFileSync(register, ['memberNumber,username,email', ...rows].join('\n'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function newOrganisation(): Promise<Organisation> {
  const settings = organisationSettings.parse({ name: 'X', country: 'SE', languages: ['sv'], look: { hue: 1, chroma: 0.1, sign: 'X' }, help: {} })
  const row = { id: randomUUID(), slug: `o${randomUUID().slice(0, 8)}` }
  await reveal(test.deps.db).organisation.create({ data: { ...row, settings: {} } })
  return { ...row, version: 1, settings }
}
const take = (organisation: Organisation, more: Partial<PeopleImport> = {}) =>
  importPeople(test.deps, { organisation, file: register, fileName: 'register.csv', isDryRun: false, databaseUrl: test.url, ...more })
const count = async ({ id: organisationId }: Organisation) => ({
  people: await reveal(test.deps.db).person.count({ where: { organisationId } }),
  names: await reveal(test.deps.db).identifier.count({ where: { organisationId } }),
})
const tables = () => reveal(test.deps.db).$queryRaw<unknown[]>`SELECT 1 FROM pg_tables WHERE schemaname = 'porten_import'`
/** Ends the import's connections as a crash of the server or a pulled cable would. */
const pull = () =>
  asAdministrator(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'porten people import' AND datname = '${new URL(test.url).pathname.slice(1)}'`,
  )

describe('an import that ends half-way', () => {
  it.each<ImportProgress['phase']>(['staging', 'matching'])('while %s has changed nobody, and starts over', async (phase) => {
    const organisation = await newOrganisation()
    let isPulled = false
    const broken = take(organisation, {
      onProgress: (progress) => {
        if (progress.phase !== phase || isPulled) return
        isPulled = true
        void pull()
      },
    })
    await expect(broken).rejects.toThrow()
    expect(await count(organisation)).toEqual({ people: 0, names: 0 })
    const report = await take(organisation)
    expect(report).toMatchObject({ wasResumed: false, counts: { rows: people, created: people } })
    expect(await count(organisation)).toEqual({ people, names: 3 * people })
    expect(await tables()).toEqual([])
  })

  it('while merging goes on where it was, doubles nothing and reports the whole file', async () => {
    const organisation = await newOrganisation()
    const broken = take(organisation, { onProgress: ({ phase }) => phase === 'merging' && void pull() })
    await expect(broken).rejects.toThrow()
    const half = await count(organisation)
    expect(half.people).toBeGreaterThan(0)
    expect(half).toEqual({ people: half.people, names: 3 * half.people })
    const report = await take(organisation)
    expect(report).toMatchObject({ wasResumed: true, counts: { rows: people, created: people, changed: 0, unchanged: 0, refused: 0 } })
    expect(await count(organisation)).toEqual({ people, names: 3 * people })
    expect(await tables()).toEqual([])
  })

  it('is forgotten when another file comes first, and its own again changes only what is left', async () => {
    const organisation = await newOrganisation()
    await expect(take(organisation, { onProgress: ({ phase }) => phase === 'merging' && void pull() })).rejects.toThrow()
    const half = await count(organisation)
    const other = join(folder, 'other.csv')
    writeFileSync(other, 'username\nsomebody\n')
    expect(await take(organisation, { file: other })).toMatchObject({ wasResumed: false, counts: { created: 1 } })
    expect(await take(organisation)).toMatchObject({ wasResumed: false, counts: { created: people - half.people, unchanged: half.people } })
  })
})

describe('two imports at once', () => {
  it('for one organisation are refused with a clear reason, for two organisations not', async () => {
    const [one, other] = [await newOrganisation(), await newOrganisation()]
    const holder = await connect(test.url)
    expect(await lockOrganisation(holder, one.id)).toBe(true)
    const small = join(folder, 'small.csv')
    writeFileSync(small, 'username\nx\n')
    expect((await take(one, { file: small })).refusal).toEqual({ key: 'import.isBusy' })
    expect((await take(other, { file: small })).refusal).toBeNull()
    await holder.end()
    expect(await take(one, { file: small })).toMatchObject({ refusal: null, counts: { created: 1 } })
  })

  it('do not meet before the first has written down what it did', async () => {
    const organisation = await newOrganisation()
    const small = join(folder, 'written-down.csv')
    writeFileSync(small, 'username\nx\n')
    const second = await new Promise<ImportReport>((resolve) => {
      take(organisation, { file: small, onImported: async () => resolve(await take(organisation, { file: small })) })
    })
    expect(second.refusal).toEqual({ key: 'import.isBusy' })
  })

  it('double nobody, and somebody who takes a name meanwhile keeps it', async () => {
    const organisation = await newOrganisation()
    let isTaken = false
    const reports = await Promise.all([
      take(organisation, {
        onProgress: ({ phase }) => {
          if (phase !== 'merging' || isTaken) return
          isTaken = true
          const personId = randomUUID()
          void reveal(test.deps.db)
            .person.create({ data: { id: personId, organisationId: organisation.id, email: 'late@example.org' } })
            .then(() => asAdministrator('SELECT 1'))
        },
      }),
      wait(50).then(() => take(organisation)),
    ])
    const done = reports.filter(({ refusal }) => refusal === null)
    expect(done.reduce((sum, { counts }) => sum + counts.created, 0)).toBe(people)
    expect((await count(organisation)).names).toBe(3 * people)
  })
})

it('a name that somebody takes between matching and merging costs that row alone', async () => {
  const organisation = await newOrganisation()
  const file = join(folder, 'race.csv')
  writeFileSync(file, 'username\na\nb\nc\n')
  const personId = randomUUID()
  await reveal(test.deps.db).person.create({ data: { id: personId, organisationId: organisation.id } })
  // The name is taken in a transaction that the matching does not see yet and the merging waits for.
  const holder = await connect(test.url)
  await holder.query('BEGIN')
  await holder.query('INSERT INTO identifiers (organisation_id, value, person_id) VALUES ($1, $2, $3)', [organisation.id, 'b', personId])
  const running = take(organisation, { file })
  await wait(1_500)
  await holder.query('COMMIT')
  await holder.end()
  const report = await running
  expect(report.counts).toMatchObject({ created: 2, refused: 1 })
  expect(report.notes).toEqual([{ line: 3, kind: 'refused', column: null, key: 'import.changedMeanwhile' }])
  expect((await count(organisation)).names).toBe(3)
})

it('does not crawl when PostgreSQL looks at the register while its first people are on their way', async () => {
  const organisation = await newOrganisation()
  const watcher = await connect(test.url)
  let isRunning = true
  const watching = (async () => {
    // What autovacuum does, at the worst of moments: it finds pages and nobody in them.
    for (; isRunning; await wait(50)) await watcher.query('ANALYZE persons; ANALYZE identifiers')
  })()
  const rowsRead = async () => {
    await wait(1_500) // a connection tells at most once a second what it has read
    const { rows } = await watcher.query(
      "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS read FROM pg_stat_user_tables WHERE schemaname = 'public'",
    )
    return rows[0].read
  }
  const before = await rowsRead()
  await take(organisation)
  isRunning = false
  await watching
  // A register that was taken for empty is read from its beginning for each row of a batch.
  expect((await rowsRead()) - before).toBeLessThan(200 * people)
  await watcher.end()
})

it('holds little of a file in memory', async () => {
  const organisation = await newOrganisation()
  const before = process.memoryUsage().rss
  let most = 0
  await take(organisation, {
    onProgress: () => {
      most = Math.max(most, process.memoryUsage().rss - before)
    },
  })
  expect(most).toBeLessThan(120 * 1_024 * 1_024)
})
