import type pg from 'pg'
import type { UndoCounts } from '../schema'

// An import is taken back batch by batch. Each verb but the first runs inside a transaction, which also says how far it has come.

/** Fields of a person that an import writes, with the column; what people are found by is one thing. */
const fields = [
  ['memberNumber', 'member_number', true],
  ['username', 'username', true],
  ['email', 'email', true],
  ['mobile', 'mobile', false],
  ['givenName', 'given_name', false],
  ['familyName', 'family_name', false],
  ['street', 'street', false],
  ['postalCode', 'postal_code', false],
  ['city', 'city', false],
  ['country', 'country', false],
  ['language', 'language', false],
] as const

/** The run to take back, with those that were killed before it ended. */
export type Undoing = { client: pg.Client; organisationId: string; id: string; runs: { id: string; startedAt: Date; finishedAt: Date }[] }

/** Runs of the same file that were killed after the import before: they belong to it. Newest first. */
export async function listUndoneRuns(client: pg.Client, organisationId: string, id: string): Promise<Undoing['runs']> {
  // As while merging: a batch is small, and each of its people is looked up.
  await client.query('SET enable_hashjoin = off; SET enable_mergejoin = off')
  const { rows } = await client.query(
    `SELECT r.id, r.started_at AS "startedAt", r.finished_at AS "finishedAt" FROM register_imports r
       JOIN register_imports last ON last.organisation_id = $1 AND last.id = $2 AND last.undo_state = 'undoing'
     WHERE r.organisation_id = $1 AND NOT r.is_dry_run AND (r.id = last.id OR (r.state = 'abandoned' AND r.file_digest = last.file_digest AND r.started_at < last.started_at
       AND NOT EXISTS (SELECT 1 FROM register_imports b WHERE b.organisation_id = $1 AND NOT b.is_dry_run AND b.state = 'finished' AND b.started_at > r.started_at AND b.started_at < last.started_at)))
     ORDER BY r.started_at DESC`,
    [organisationId, id],
  )
  return rows
}

/** What is left of the next people who were there before the import. Zero when all are done. */
export async function restoreBatch({ client, organisationId, id, runs }: Undoing, people: number, now: Date): Promise<number> {
  const { rows: found } = await client.query(
    `SELECT import_id, array_agg(person_id) AS people FROM (SELECT import_id, person_id FROM register_import_changes
       WHERE organisation_id = $1 AND import_id = ANY ($2) AND left_fields IS NULL AND NOT is_new ORDER BY array_position($2::uuid[], import_id), person_id LIMIT $3) next
     GROUP BY import_id ORDER BY array_position($2::uuid[], import_id) LIMIT 1`,
    [organisationId, runs.map((run) => run.id), people],
  )
  const [batch] = found
  const run = runs.find((run) => run.id === batch?.import_id)
  if (!batch || !run) return 0
  const has = (field: string, column: string) => `(c.changes ? '${field}' AND p.${column} IS DISTINCT FROM (c.changes -> '${field}' ->> 1))`
  await client.query('SELECT 1 FROM persons WHERE organisation_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE', [organisationId, batch.people])
  await client.query('DROP TABLE IF EXISTS pg_temp.undo_batch')
  // What people answer to is given back whole or not at all: where somebody changed a part of it, or took a name, it stays.
  await client.query(
    `CREATE TEMP TABLE undo_batch AS
     SELECT c.*, ARRAY(SELECT field FROM (VALUES ${fields.map(([field, column, isName]) => `('${field}', c.changes ? '${field}' AND (${has(field, column)}${isName ? ' OR NOT names.are_free' : ''}))`).join(', ')},
         ('formerUsername', c.changes ? 'formerUsername' AND NOT names.are_free), ('passwordHash', c.changes ? 'passwordHash' AND coalesce(p.first_signed_in_at >= $3, false))) AS v (field, is_left) WHERE is_left) AS lefts, names.are_free
     FROM register_import_changes c JOIN persons p ON p.organisation_id = c.organisation_id AND p.id = c.person_id
       CROSS JOIN LATERAL (SELECT NOT (${fields
         .filter(([, , isName]) => isName)
         .map(([field, column]) => has(field, column))
         .join(' OR ')})
         AND (SELECT jsonb_object_agg(i.value, i.is_former) FROM identifiers i WHERE i.organisation_id = c.organisation_id AND i.person_id = c.person_id) IS NOT DISTINCT FROM c.names_after
         AND NOT EXISTS (SELECT 1 FROM jsonb_object_keys(coalesce(c.names_before, '{}')) AS name
           JOIN identifiers i ON i.organisation_id = c.organisation_id AND i.value = name AND i.person_id <> c.person_id) AS are_free OFFSET 0) names
     WHERE c.organisation_id = $1 AND c.import_id = $4 AND c.person_id = ANY ($2)`,
    [organisationId, batch.people, run.startedAt, run.id],
  )
  const back = (field: string, column: string) =>
    `${column} = CASE WHEN b.changes ? '${field}' AND NOT '${field}' = ANY (b.lefts) THEN b.changes -> '${field}' ->> 0 ELSE p.${column} END`
  const since = (contact: 'email' | 'mobile') =>
    `${contact}_validated_at = CASE WHEN b.changes ? '${contact}ValidatedAt' AND NOT '${contact}' = ANY (b.lefts) THEN (b.changes -> '${contact}ValidatedAt' ->> 0)::timestamptz ELSE p.${contact}_validated_at END`
  await client.query(
    `UPDATE persons p SET ${fields.map(([field, column]) => back(field, column)).join(', ')}, ${since('email')}, ${since('mobile')}, updated_at = $1
     FROM undo_batch b WHERE p.organisation_id = b.organisation_id AND p.id = b.person_id`,
    [now],
  )
  await client.query(`DELETE FROM identifiers i USING undo_batch b WHERE i.organisation_id = b.organisation_id AND i.person_id = b.person_id AND b.are_free
    AND b.names_after ? i.value AND NOT coalesce(b.names_before, '{}') ? i.value`)
  await client.query(`INSERT INTO identifiers AS i (organisation_id, person_id, value, is_former)
    SELECT b.organisation_id, b.person_id, name.key, name.value::boolean FROM undo_batch b CROSS JOIN LATERAL jsonb_each_text(coalesce(b.names_before, '{}')) AS name WHERE b.are_free
    ON CONFLICT (organisation_id, value) DO UPDATE SET is_former = EXCLUDED.is_former WHERE i.person_id = EXCLUDED.person_id AND i.is_former <> EXCLUDED.is_former`)
  await client.query(`DELETE FROM group_members m USING undo_batch b, groups g WHERE b.changes ? 'groups' AND g.organisation_id = b.organisation_id AND g.rule IS NULL
    AND g.name = ANY (string_to_array(b.changes -> 'groups' ->> 1, '|')) AND m.organisation_id = b.organisation_id AND m.person_id = b.person_id AND m.group_id = g.id`)
  await client.query(
    `DELETE FROM role_grants r USING undo_batch b WHERE b.changes ? 'roles' AND r.organisation_id = b.organisation_id AND r.person_id = b.person_id
       AND r.role = ANY (string_to_array(b.changes -> 'roles' ->> 1, '|')) AND NOT r.is_bounded AND r.granted_at BETWEEN $1 AND $2`,
    [run.startedAt, run.finishedAt],
  )
  await client.query(`DELETE FROM passwords w USING undo_batch b WHERE b.changes ? 'passwordHash' AND NOT 'passwordHash' = ANY (b.lefts)
    AND w.organisation_id = b.organisation_id AND w.person_id = b.person_id AND w.set_by = 'import'`)
  await client.query(`UPDATE register_import_changes c SET left_fields = b.lefts FROM undo_batch b
    WHERE c.organisation_id = b.organisation_id AND c.import_id = b.import_id AND c.person_id = b.person_id`)
  // Whoever is not in the register any more needs nothing back.
  await client.query('DELETE FROM register_import_changes WHERE organisation_id = $1 AND import_id = $2 AND person_id = ANY ($3) AND left_fields IS NULL', [
    organisationId,
    run.id,
    batch.people,
  ])
  const { rows } = await client.query(
    `SELECT count(*) FILTER (WHERE lefts = '{}')::int AS restored, count(*) FILTER (WHERE lefts <> '{}')::int AS "left" FROM undo_batch`,
  )
  await addCounts(client, organisationId, id, { removed: 0, ...rows[0] })
  return batch.people.length
}

/** The ids that a run gave begin with its moment (RFC 9562), so that its people are found without a list of them. */
function idsOf(startedAt: Date) {
  const time = startedAt.getTime().toString(16).padStart(12, '0')
  const head = `${time.slice(0, 8)}-${time.slice(8)}`
  return [`${head}-0000-0000-000000000000`, `${head}-ffff-ffff-ffffffffffff`] as const
}

/**
 * Takes the next people out of the register who came with the import and of whom nobody has made use since; the others
 * stay and are told of. Zero when all are done.
 */
export async function removeBatch({ client, organisationId, id, runs }: Undoing, people: number): Promise<number> {
  for (const run of runs) {
    const [from, to] = idsOf(run.startedAt)
    await client.query('DROP TABLE IF EXISTS pg_temp.undo_new')
    await client.query(
      `CREATE TEMP TABLE undo_new AS
       SELECT p.organisation_id, p.id, p.created_at = p.updated_at AND p.first_signed_in_at IS NULL AND p.self_changed = '{}' AND p.status = 'active'
           AND NOT EXISTS (SELECT 1 FROM sessions x WHERE x.organisation_id = p.organisation_id AND x.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM first_passwords x WHERE x.organisation_id = p.organisation_id AND x.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM cases x WHERE x.organisation_id = p.organisation_id AND x.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM passwords x WHERE x.organisation_id = p.organisation_id AND x.person_id = p.id AND x.set_by <> 'import')
           AND NOT EXISTS (SELECT 1 FROM role_grants x WHERE x.organisation_id = p.organisation_id AND x.person_id = p.id AND (x.granted_at > $5 OR x.is_bounded)) AS is_unused
       FROM persons p WHERE p.organisation_id = $1 AND p.id BETWEEN $2 AND $3
         AND NOT EXISTS (SELECT 1 FROM register_import_changes c WHERE c.organisation_id = $1 AND c.import_id = $6 AND c.person_id = p.id)
       ORDER BY p.id LIMIT $4 FOR UPDATE OF p`,
      [organisationId, from, to, people, run.finishedAt, id],
    )
    const { rows } = await client.query(`SELECT count(*)::int AS found, count(*) FILTER (WHERE is_unused)::int AS removed FROM undo_new`)
    const { found, removed } = rows[0]
    if (found === 0) continue
    for (const table of ['identifiers', 'group_members', 'role_grants', 'passwords'])
      await client.query(`DELETE FROM ${table} x USING undo_new n WHERE n.is_unused AND x.organisation_id = n.organisation_id AND x.person_id = n.id`)
    await client.query('DELETE FROM persons p USING undo_new n WHERE n.is_unused AND p.organisation_id = n.organisation_id AND p.id = n.id')
    await client.query(
      `INSERT INTO register_import_changes (organisation_id, import_id, person_id, is_new, changes, left_fields) SELECT organisation_id, $1, id, true, '{}', '{}' FROM undo_new WHERE NOT is_unused`,
      [id],
    )
    await addCounts(client, organisationId, id, { removed, restored: 0, left: found - removed })
    return found
  }
  return 0
}

async function addCounts(client: pg.Client, organisationId: string, id: string, { removed, restored, left }: UndoCounts): Promise<void> {
  await client.query(
    `UPDATE register_imports SET undo_counts = jsonb_build_object('removed', (undo_counts ->> 'removed')::int + $3, 'restored', (undo_counts ->> 'restored')::int + $4,
       'left', (undo_counts ->> 'left')::int + $5) WHERE organisation_id = $1 AND id = $2`,
    [organisationId, id, removed, restored, left],
  )
}

/** Behind the last batch: empty groups that the import made go, and names that it forgot are remembered again. */
export async function endUndo({ client, organisationId, id, runs }: Undoing, now: Date): Promise<UndoCounts | null> {
  const ids = runs.map((run) => run.id)
  await client.query(
    `DELETE FROM groups g USING register_imports i WHERE i.organisation_id = $1 AND i.id = ANY ($2) AND g.organisation_id = $1 AND g.id = ANY (i.groups_made) AND g.rule IS NULL
       AND NOT EXISTS (SELECT 1 FROM group_members m WHERE m.organisation_id = $1 AND m.group_id = g.id)
       AND NOT EXISTS (SELECT 1 FROM role_scopes s WHERE s.organisation_id = $1 AND s.group_id = g.id)`,
    [organisationId, ids],
  )
  await client.query(
    `INSERT INTO remembered_identifiers (organisation_id, value, person_id)
     SELECT $1, name.key, name.value::uuid FROM register_imports i CROSS JOIN LATERAL jsonb_each_text(coalesce(i.names_forgotten, '{}')) AS name
     WHERE i.organisation_id = $1 AND i.id = ANY ($2) AND EXISTS (SELECT 1 FROM persons p WHERE p.organisation_id = $1 AND p.id = name.value::uuid)
       AND NOT EXISTS (SELECT 1 FROM identifiers t WHERE t.organisation_id = $1 AND t.value = name.key) ON CONFLICT DO NOTHING`,
    [organisationId, ids],
  )
  const { rows } = await client.query(
    `UPDATE register_imports SET undo_state = 'undone', undone_at = $3, undo_reason = NULL WHERE organisation_id = $1 AND id = $2 RETURNING undo_counts AS counts`,
    [organisationId, id, now],
  )
  return rows[0]?.counts ?? null
}
