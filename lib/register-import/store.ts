import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { stagedColumns } from './copy-line'
import type { ImportNote } from './schema'

// The import speaks to PostgreSQL through a connection of its own: COPY, temporary tables and a lock for as long as it
// lives. The tables of one run lie in the schema `porten_import` under the run's id and are dropped when it ends.

/** One run: its connection, whose people it works on, and the names of its tables. */
export type Run = {
  client: pg.Client
  organisationId: string
  id: string
  rows: string
  matches: string
  clashes: string
  notes: string
  batches: string
  changes: string
}

export async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'porten people import', connectionTimeoutMillis: 5_000 })
  client.on('error', () => {}) // the query that meets the broken connection tells of it
  await client.connect()
  // A killed import must not hold its lock while the server finishes its last statement for nobody. What a crash of
  // the server takes back, it takes back in order, so that an import goes on from what is really there.
  await client.query(`SET client_connection_check_interval = '1s'; SET synchronous_commit = off; SET work_mem = '64MB';
    SET timezone = 'UTC'; SET porten.is_import = 'yes'; SET jit = off`)
  return client
}

/** True when no other import of this organisation runs, which then holds until the connection ends. */
export async function lockOrganisation(client: pg.Client, organisationId: string): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS "isOurs"', [`porten people import ${organisationId}`])
  return rows[0].isOurs
}

export type Unfinished = { id: string; isSame: boolean; state: string; rowsStaged: number }

/** Runs that were killed; `isSame` where the same file was read by the same settings. */
export async function listUnfinished(client: pg.Client, organisationId: string, digest: Buffer, version: number): Promise<Unfinished[]> {
  const { rows } = await client.query(
    `SELECT id, state, rows_staged AS "rowsStaged",
       file_digest = $2 AND organisation_version = $3 AND NOT is_dry_run AS "isSame"
     FROM register_imports WHERE organisation_id = $1 AND state IN ('staging', 'merging') ORDER BY started_at`,
    [organisationId, digest, version],
  )
  return rows
}

export const openRun = (client: pg.Client, organisationId: string, id: string): Run => ({ client, organisationId, id, ...tablesOf(id) })

/** The names of a run's tables. */
export function tablesOf(runId: string) {
  const table = (name: string) => `porten_import."${runId.replace(/[^0-9a-f]/g, '')}_${name}"`
  return {
    rows: table('rows'),
    matches: table('matches'),
    clashes: table('clashes'),
    notes: table('notes'),
    batches: table('batches'),
    changes: table('changes'),
  }
}

export async function makeRun(run: Run, row: { fileName: string; digest: Buffer; version: number; isDryRun: boolean; startedAt: Date }): Promise<void> {
  await run.client.query(
    `INSERT INTO register_imports (id, organisation_id, file_name, file_digest, organisation_version, is_dry_run, started_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [run.id, run.organisationId, row.fileName, row.digest, row.version, row.isDryRun, row.startedAt],
  )
  await run.client.query(`
    CREATE UNLOGGED TABLE ${run.rows} (line int NOT NULL, new_id uuid, faults jsonb, member_number text, member_key text, username text, username_key text,
      email text, email_key text, former_key text, mobile text, given_name text, family_name text, street text, postal_code text, city text, country text,
      language text, groups text[], roles text[], password_hash text, is_dear_hash boolean NOT NULL);
    CREATE UNLOGGED TABLE ${run.matches} (organisation_id uuid NOT NULL, line int NOT NULL, person_id uuid, by_number uuid, by_username uuid, by_email uuid, by_former uuid,
      is_username_old boolean NOT NULL, is_username_former boolean NOT NULL, is_email_old boolean NOT NULL);
    CREATE UNLOGGED TABLE ${run.clashes} (line int NOT NULL, key text NOT NULL, "column" text NOT NULL, is_good boolean NOT NULL DEFAULT false);
    CREATE UNLOGGED TABLE ${run.notes} (line int NOT NULL, kind text NOT NULL, "column" text, key text NOT NULL, "values" jsonb);
    CREATE UNLOGGED TABLE ${run.batches} (after_line int NOT NULL, up_to_line int NOT NULL);
    CREATE UNLOGGED TABLE ${run.changes} (kind text NOT NULL, line int NOT NULL, person_id uuid, changes jsonb)`)
}

/** What of a run's tables outlives it: nothing, its notes, or all that a page of the difference reads. */
export type Kept = 'nothing' | 'notes' | 'difference'

export async function dropTables(run: Run, kept: Kept = 'nothing'): Promise<void> {
  const outliving: string[] = { nothing: [], notes: [run.notes], difference: [run.notes, run.rows, run.changes] }[kept]
  const all = [run.rows, run.matches, run.clashes, run.notes, run.batches, run.changes]
  await run.client.query(`DROP TABLE IF EXISTS ${all.filter((table) => !outliving.includes(table)).join(', ')}`)
}

export async function endRun(run: Run, state: 'finished' | 'abandoned', at: Date, kept: Kept = 'nothing'): Promise<void> {
  await run.client.query('UPDATE register_imports SET state = $3, finished_at = $4 WHERE organisation_id = $1 AND id = $2', [
    run.organisationId,
    run.id,
    state,
    at,
  ])
  await dropTables(run, kept)
}

/** The run seen through a second connection. */
export const besides = (run: Run, client: pg.Client): Run => ({ ...run, client })

/** A stream that takes the text form of COPY for the staging table. */
export function copyIntoRows(run: Run) {
  return run.client.query(copyFrom(`COPY ${run.rows} (${stagedColumns.join(', ')}) FROM STDIN`))
}

/** After the last row: indexes, and the faults as notes. */
export async function closeStaging(run: Run, rows: number): Promise<void> {
  await run.client.query(`
    INSERT INTO ${run.notes} SELECT line, 'refused', fault ->> 'column', fault ->> 'key', fault -> 'values'
      FROM ${run.rows}, jsonb_array_elements(faults) AS fault WHERE faults IS NOT NULL;
    CREATE INDEX ON ${run.rows} (line); CREATE INDEX ON ${run.notes} (line); ANALYZE ${run.rows}; ANALYZE ${run.notes}`)
  await run.client.query('UPDATE register_imports SET rows_staged = $3 WHERE organisation_id = $1 AND id = $2', [run.organisationId, run.id, rows])
}

export async function beginMerging(run: Run): Promise<void> {
  await run.client.query(`UPDATE register_imports SET state = 'merging' WHERE organisation_id = $1 AND id = $2`, [run.organisationId, run.id])
}

/** False when a crash of the server emptied or lost the unlogged tables. */
export async function isStagingWhole(run: Run, rows: number): Promise<boolean> {
  const { rows: found } = await run.client.query('SELECT to_regclass($1) IS NOT NULL AND to_regclass($2) IS NOT NULL AS "isThere"', [run.rows, run.matches])
  if (!found[0].isThere) return false
  const counted = await run.client.query(`SELECT count(*)::int AS rows FROM ${run.rows}`)
  return counted.rows[0].rows === rows
}

export async function countRun(
  run: Run,
): Promise<{ rows: number; created: number; changed: number; unchanged: number; refused: number; kept: number; warnings: number }> {
  const { rows } = await run.client.query(
    `SELECT rows_staged AS rows, created, changed, unchanged, n.* FROM register_imports,
       (SELECT count(DISTINCT line) FILTER (WHERE kind = 'refused')::int AS refused, count(*) FILTER (WHERE kind = 'kept')::int AS kept,
          count(*) FILTER (WHERE kind = 'warning')::int AS warnings FROM ${run.notes}) n
     WHERE organisation_id = $1 AND id = $2`,
    [run.organisationId, run.id],
  )
  return rows[0]
}

/** The notes in the order of the file, a thousand at a time. */
export async function* readNotes(run: Run): AsyncGenerator<ImportNote[]> {
  await run.client.query(`BEGIN; DECLARE notes CURSOR FOR SELECT line, kind, "column", key, "values" FROM ${run.notes} ORDER BY line, kind, "column"`)
  for (;;) {
    const { rows } = await run.client.query('FETCH 1000 FROM notes')
    if (rows.length === 0) break
    yield rows.map(({ values, ...note }) => (values ? { ...note, values } : note))
  }
  await run.client.query('COMMIT')
}
