import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { PassThrough, type Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type BackupEnd, type BackupHead, endOfTable, listMigrations, listTables, type TableHead } from './backup-format'
import { print, Refusal } from './say'
import { withDatabase } from './session'

export const restoreBackup = (path: string) =>
  withDatabase(async ({ databaseUrl }) => {
    const client = new pg.Client({ connectionString: databaseUrl })
    client.on('error', () => {})
    await client.connect()
    try {
      await client.query('BEGIN')
      const { rows, tables } = await restore(client, path)
      await client.query('COMMIT')
      print(`Restored ${rows} rows of ${tables} tables.`)
    } finally {
      await client.end().catch(() => {}) // without COMMIT nothing has happened
    }
  })

async function restore(client: pg.Client, path: string): Promise<BackupEnd> {
  await refuseFilled(client)
  const lines = readLines(path)
  const next = async () => {
    const { value, done } = await lines.next().catch((error) => {
      if (error.code === 'ENOENT') throw error
      return { value: undefined, done: true as const }
    })
    if (done || value === undefined) throw new Refusal(`${path} is no whole backup; nothing was restored.`)
    return value
  }
  await checkHead(client, path, await next())
  const known = new Map((await listTables(client)).map((table) => [table.table, table.columns]))
  let rows = 0
  let tables = 0
  for (;;) {
    const head: TableHead | BackupEnd = JSON.parse(await next())
    if ('isWhole' in head) {
      if (head.rows !== rows || head.tables !== tables) throw new Refusal(`${path} has lost rows; nothing was restored.`)
      return head
    }
    if (!known.has(head.table)) throw new Refusal(`${path} holds a table that this version does not know: ${head.table}.`)
    rows += await restoreTable(client, head, next)
    tables++
  }
}

/** Lines ended by a newline and nothing else: a cell may hold what other readers take for the end of a line. */
async function* readLines(path: string): AsyncGenerator<string> {
  const text = new PassThrough({ encoding: 'utf8' })
  // A broken file destroys `text`, and the loop below throws.
  pipeline(createReadStream(path), createGunzip(), text).catch(() => {})
  let held = ''
  for await (const chunk of text) {
    const lines = `${held}${chunk}`.split('\n')
    held = lines.pop() ?? ''
    yield* lines
  }
  if (held !== '') yield held
}

async function restoreTable(client: pg.Client, { table, columns }: TableHead, next: () => Promise<string>): Promise<number> {
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  // The rows come whole: what a trigger would add to them is among them already.
  await client.query(`ALTER TABLE ${pg.escapeIdentifier(table)} DISABLE TRIGGER USER`)
  const copy: Writable = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${names}) FROM STDIN`))
  const done = finished(copy)
  done.catch(() => {})
  let rows = 0
  let piece = ''
  for (let line = await next(); line !== endOfTable; line = await next()) {
    piece += `${line}\n`
    rows++
    if (piece.length < 64 * 1_024) continue
    if (!copy.write(piece)) await Promise.race([once(copy, 'drain'), done])
    piece = ''
  }
  copy.end(piece)
  await done
  await client.query(`ALTER TABLE ${pg.escapeIdentifier(table)} ENABLE TRIGGER USER`)
  // PostgreSQL's own look at a table whose rows are not committed yet finds it empty: whatever refers to it would then be
  // checked by reading it whole for every row.
  await client.query(`ANALYZE ${pg.escapeIdentifier(table)}`)
  return rows
}

async function checkHead(client: pg.Client, path: string, line: string) {
  const head: Partial<BackupHead> = parse(line)
  if (head.format !== 'porten backup' || head.version !== 1) throw new Refusal(`${path} is no backup of Porten.`)
  const [here, there] = [await listMigrations(client), head.migrations ?? []]
  if (here.join() !== there.join())
    throw new Refusal(
      `The backup is of another version of the database (last migration ${there.at(-1)}; here ${here.at(-1)}): restore it with that version, then upgrade.`,
    )
}

async function refuseFilled(client: pg.Client) {
  for (const { table } of await listTables(client)) {
    const { rows } = await client.query(`SELECT EXISTS (SELECT 1 FROM ${pg.escapeIdentifier(table)}) AS "isFilled"`)
    if (rows[0].isFilled) throw new Refusal(`The database is not empty (${table} has rows): a backup is restored into an empty, migrated one.`)
  }
}

function parse(line: string): Partial<BackupHead> {
  try {
    return JSON.parse(line)
  } catch {
    return {}
  }
}
