import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { PassThrough, type Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type BackupEnd, type BackupHead, endOfTable, listMigrations, listTables } from './backup-format'
import { print, Refusal } from './say'
import { withDatabase } from './session'

/** Writes the backup to a file, which has its name only when it is whole and belongs to nobody else, or to standard output. */
export const backUp = (path: string | undefined) =>
  withDatabase(async ({ databaseUrl }) => {
    if (!path && process.stdout.isTTY) throw new Refusal('A backup is no text: name a FILE, or send the output into one.')
    if (!path) return void (await writeBackup(databaseUrl, process.stdout))
    const unfinished = `${path}.unfinished`
    try {
      const { tables, rows } = await writeBackup(databaseUrl, createWriteStream(unfinished, { mode: 0o600 }))
      await rename(unfinished, path)
      print(`Wrote ${path}: ${rows} rows of ${tables} tables.`)
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
  })

async function writeBackup(databaseUrl: string, target: Writable): Promise<BackupEnd> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await client.connect()
  const text = new PassThrough()
  const written = pipeline(text, createGzip(), target)
  try {
    const [end] = await Promise.all([writeTables(client, text), written])
    return end
  } finally {
    await client.end().catch(() => {})
  }
}

async function writeTables(client: pg.Client, text: PassThrough): Promise<BackupEnd> {
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows: now } = await client.query('SELECT now() AS at')
    const head: BackupHead = { format: 'porten backup', version: 1, madeAt: now[0].at.toISOString(), migrations: await listMigrations(client) }
    text.write(`${JSON.stringify(head)}\n`)
    const tables = await listTables(client)
    let rows = 0
    for (const table of tables) {
      text.write(`${JSON.stringify(table)}\n`)
      const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
      const copy = client.query(copyTo(`COPY ${pg.escapeIdentifier(table.table)} (${columns}) TO STDOUT`))
      copy.pipe(text, { end: false })
      await finished(copy)
      rows += copy.rowCount
      text.write(`${endOfTable}\n`)
    }
    await client.query('COMMIT')
    const end: BackupEnd = { isWhole: true, tables: tables.length, rows }
    text.end(`${JSON.stringify(end)}\n`)
    return end
  } catch (error) {
    text.destroy(error instanceof Error ? error : undefined)
    throw error
  }
}
