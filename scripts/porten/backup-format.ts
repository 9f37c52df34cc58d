import type pg from 'pg'

// A backup is one gzip'd text: a line of JSON that says what it is, then for each table a line of JSON and its rows in
// the text form of PostgreSQL's COPY, ended by a line `\.`, and last a line that tells that it is whole.

export type BackupHead = { format: 'porten backup'; version: 1; madeAt: string; migrations: string[] }
export type TableHead = { table: string; columns: string[] }
export type BackupEnd = { isWhole: true; tables: number; rows: number }

export const endOfTable = '\\.'

/** Names of the migrations that the database has, in their order. */
export async function listMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  )
  return rows.map((row) => row.migration_name)
}

/** Tables and the columns that are written, each table after those that it refers to. */
export async function listTables(client: pg.Client): Promise<TableHead[]> {
  const tables = await client.query(
    `SELECT c.oid::int AS id, c.relname AS "table", array(SELECT attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns,
       array(SELECT confrelid::int FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS "refersTo"
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations' ORDER BY c.relname`,
  )
  const waiting: { id: number; table: string; columns: string[]; refersTo: number[] }[] = tables.rows
  const placed = new Set<number>()
  const ordered: TableHead[] = []
  while (ordered.length < waiting.length) {
    const ready = waiting.filter(({ id, refersTo }) => !placed.has(id) && refersTo.every((other) => placed.has(other)))
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle: a backup of them could not be restored.')
    for (const { id, table, columns } of ready) {
      placed.add(id)
      ordered.push({ table, columns })
    }
  }
  return ordered
}
