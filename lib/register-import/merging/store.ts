import type { RegisterColumn } from '../schema'
import type { Run } from '../store'

// One batch of rows, worked out in a temporary table and written set by set. Runs inside a transaction.

/** Fields of a person, with the column of `persons` and `persons`' own default. */
const fields = [
  ['memberNumber', 'member_number', 'NULL'],
  ['username', 'username', 'NULL'],
  ['email', 'email', 'NULL'],
  ['mobile', 'mobile', 'NULL'],
  ['givenName', 'given_name', "''"],
  ['familyName', 'family_name', "''"],
  ['street', 'street', "''"],
  ['postalCode', 'postal_code', "''"],
  ['city', 'city', "''"],
  ['country', 'country', "''"],
  ['language', 'language', 'NULL'],
] as const

export type Batch = { after: number; upTo: number }
export async function makeBatchTable(run: Run): Promise<void> {
  // A batch is small and the register may be large: look each person up, never read them all. The organisation is a
  // column of the batch and not a constant, or PostgreSQL, which knows nothing of an organisation that is just coming in,
  // takes it for empty and goes through all of its people once for each row.
  await run.client.query(`
    SET enable_hashjoin = off; SET enable_mergejoin = off;
    DROP TABLE IF EXISTS pg_temp.import_batch;
    CREATE TEMP TABLE import_batch (organisation_id uuid, line int, person_id uuid, is_new boolean, ${fields.map(([, column]) => `${column} text`).join(', ')},
      member_key text, username_key text, email_key text, former_key text, has_held_former boolean, is_email_validated boolean, is_mobile_validated boolean,
      groups text[], roles text[], new_groups text[], new_roles text[], left_out_groups text[], left_out_roles text[], password_hash text, is_dear_hash boolean,
      kept text[], is_touched boolean, is_changed boolean, changes jsonb, kept_values jsonb, names_before jsonb)`)
}

/** Nobody changes the people that the batch changes until the transaction ends. */
export async function lockChangedPersons(run: Run): Promise<void> {
  await run.client.query(
    `SELECT count(*) FROM (SELECT 1 FROM persons p JOIN import_batch b ON b.organisation_id = p.organisation_id AND b.person_id = p.id
       WHERE b.is_changed AND NOT b.is_new ORDER BY p.id FOR NO KEY UPDATE OF p) held`,
  )
}

/** What a person who was there is, or what the row makes of them, that its fields do not show. */
const others = [
  ['groups', `array_to_string(extra.new_groups, '|')`],
  ['roles', `array_to_string(extra.new_roles, '|')`],
  ['formerUsername', `CASE WHEN m.by_former IS NULL THEN s.former_key END`],
] as const

/**
 * Works out what each row of the batch makes of its person: what is kept, what becomes other, whether anything does.
 * Roles of staff are left out where the run may not hand them out, and groups that are made by a rule always.
 */
export async function fillBatch(run: Run, { after, upTo }: Batch, columns: RegisterColumn[], isStaffLeftOut = false): Promise<void> {
  const has = (column: RegisterColumn) => columns.includes(column)
  const gaveUp: Record<string, string> = { username: ' OR is_username_old', email: ' OR is_email_old' }
  const given = fields.filter(([field]) => has(field))
  const final = (field: RegisterColumn, column: string) =>
    has(field) ? `CASE WHEN s.${column} IS NULL OR keep_${column} THEN p.${column} ELSE s.${column} END` : `p.${column}`
  const validated = (field: 'email' | 'mobile') =>
    has(field)
      ? `(s.${field} IS NOT NULL AND NOT keep_${field} AND (p.id IS NULL OR p.${field} IS DISTINCT FROM s.${field} OR p.${field}_validated_at IS NULL))`
      : 'false'
  const claims = (field: 'username' | 'email') => (has(field) ? `CASE WHEN keep_${field} THEN NULL ELSE s.${field}_key END` : 'NULL')
  const isPasswordNew = `s.password_hash IS NOT NULL AND (p.id IS NULL OR NOT EXISTS (SELECT 1 FROM passwords w WHERE w.organisation_id = p.organisation_id AND w.person_id = p.id))`
  const more = [
    has('formerUsername') && `s.former_key IS NOT NULL AND m.by_former IS NULL`,
    has('groups') && `extra.new_groups <> '{}'`,
    has('roles') && `extra.new_roles <> '{}'`,
    has('passwordHash') && isPasswordNew,
  ].filter((part) => part !== false)
  const missing = (list: string, where: string, among: string) => `ARRAY(SELECT item FROM unnest(${list}) AS item WHERE ${where} AND NOT EXISTS (${among}))`
  const ofGroups = `SELECT 1 FROM group_members gm JOIN groups g ON g.organisation_id = gm.organisation_id AND g.id = gm.group_id
    WHERE gm.organisation_id = p.organisation_id AND gm.person_id = p.id AND g.name = item`
  const ofRoles = 'SELECT 1 FROM role_grants r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id AND r.role = item'
  const isByRule = 'EXISTS (SELECT 1 FROM groups g WHERE g.organisation_id = $1 AND g.name = item AND g.rule IS NOT NULL)'
  const isLeftOut = isStaffLeftOut ? `item <> 'member'` : 'false'
  const groups = (where: string) =>
    has('groups') ? `CASE WHEN s.groups IS NULL THEN '{}'::text[] ELSE ${missing('s.groups', where, ofGroups)} END` : `'{}'::text[]`
  const roles = (where: string) =>
    has('roles') ? `CASE WHEN s.roles IS NULL THEN '{}'::text[] ELSE ${missing('s.roles', where, ofRoles)} END` : `'{}'::text[]`
  const changed = [
    ...given.map(
      ([field, column]) =>
        `('${field}', p.${column}, s.${column}, s.${column} IS NOT NULL AND NOT keep_${column} AND s.${column} IS DISTINCT FROM p.${column})`,
    ),
    ...others.filter(([field]) => has(field)).map(([field, text]) => `('${field}', NULL, ${text}, ${text} <> '')`),
    ...(has('passwordHash') ? [`('passwordHash', NULL, NULL, ${isPasswordNew})`] : []),
    ...(['email', 'mobile'] as const).map((field) => `('${field}ValidatedAt', p.${field}_validated_at::text, NULL, ${validated(field)})`),
  ].join(', ')

  await run.client.query('TRUNCATE import_batch')
  await run.client.query(
    `INSERT INTO import_batch
     SELECT $1, s.line, coalesce(p.id, s.new_id), p.id IS NULL,
       ${fields.map(([field, column, otherwise]) => `coalesce(${final(field, column)}, ${otherwise})`).join(', ')},
       s.member_key, ${claims('username')}, ${claims('email')}, s.former_key, m.by_former IS NOT NULL, ${validated('email')}, ${validated('mobile')},
       s.groups, s.roles, extra.new_groups, extra.new_roles, ${groups(isByRule)}, ${roles(isLeftOut)},
       CASE WHEN ${has('passwordHash') ? isPasswordNew : 'false'} THEN s.password_hash END, s.is_dear_hash,
       array_remove(ARRAY[${given.map(([field, column]) => `CASE WHEN keep_${column} THEN '${field}' END`).join(', ') || 'NULL::text'}]::text[], NULL),
       touched.is_touched, p.id IS NULL OR touched.is_touched ${more.map((part) => `OR (${part})`).join(' ')},
       CASE WHEN p.id IS NOT NULL THEN (SELECT jsonb_object_agg(field, jsonb_build_array(before, after)) FROM (VALUES ${changed}) AS c (field, before, after, is_other) WHERE is_other) END,
       CASE WHEN p.id IS NOT NULL THEN (SELECT jsonb_object_agg(field, jsonb_build_array(own, files)) FROM (VALUES ${
         given.map(([field, column]) => `('${field}', p.${column}, s.${column}, keep_${column})`).join(', ') || `('', '', '', false)`
       }) AS k (field, own, files, is_kept) WHERE is_kept) END,
       NULL
     FROM ${run.rows} s
       LEFT JOIN ${run.matches} m ON m.line = s.line
       LEFT JOIN persons p ON p.organisation_id = m.organisation_id AND p.id = m.person_id
       CROSS JOIN LATERAL (SELECT ${
         given
           .map(
             ([field, column]) =>
               `p.id IS NOT NULL AND s.${column} IS NOT NULL AND s.${column} IS DISTINCT FROM p.${column} AND ('${field}' = ANY (p.self_changed)${gaveUp[field] ?? ''}) AS keep_${column}`,
           )
           .join(', ') || 'false AS nothing'
       }) keeps
       CROSS JOIN LATERAL (SELECT p.id IS NOT NULL AND (${validated('email')} OR ${validated('mobile')} ${given.map(([, column]) => `OR (s.${column} IS NOT NULL AND NOT keep_${column} AND s.${column} IS DISTINCT FROM p.${column})`).join(' ')}) AS is_touched) touched
       CROSS JOIN LATERAL (SELECT ${groups(`NOT ${isByRule}`)} AS new_groups, ${roles(`NOT ${isLeftOut}`)} AS new_roles) extra
     WHERE s.line > $2 AND s.line <= $3 AND s.faults IS NULL AND NOT EXISTS (SELECT 1 FROM ${run.notes} n WHERE n.kind = 'refused' AND n.line = s.line)`,
    [run.organisationId, after, upTo],
  )
}

export async function noteBatch(run: Run): Promise<void> {
  await run.client.query(`
    INSERT INTO ${run.notes} SELECT line, 'kept', unnest(kept), 'import.kept', NULL FROM import_batch WHERE kept <> '{}';
    INSERT INTO ${run.notes} SELECT line, 'warning', 'passwordHash', 'import.dearHash', NULL FROM import_batch WHERE is_dear_hash AND password_hash IS NOT NULL;
    INSERT INTO ${run.notes} SELECT line, 'warning', 'roles', 'import.rolesLeftOut', jsonb_build_object('roles', array_to_string(left_out_roles, ', ')) FROM import_batch WHERE left_out_roles <> '{}';
    INSERT INTO ${run.notes} SELECT line, 'warning', 'groups', 'import.ruleGroup', jsonb_build_object('groups', array_to_string(left_out_groups, ', ')) FROM import_batch WHERE left_out_groups <> '{}'`)
}

export type BatchCounts = { created: number; changed: number; unchanged: number }

export async function countBatch(run: Run): Promise<BatchCounts> {
  const { rows } =
    await run.client.query(`SELECT count(*) FILTER (WHERE is_new)::int AS created, count(*) FILTER (WHERE is_changed AND NOT is_new)::int AS changed,
    count(*) FILTER (WHERE NOT is_changed)::int AS unchanged FROM import_batch`)
  return rows[0]
}

/** Says in the batch's own transaction that it is merged: a killed import goes on with the others. */
export async function markBatchMerged(run: Run, { after, upTo }: Batch, counts: BatchCounts): Promise<void> {
  await run.client.query(`INSERT INTO ${run.batches} VALUES ($1, $2)`, [after, upTo])
  await run.client.query(
    `UPDATE register_imports SET lines_merged = lines_merged + $3, created = created + $4, changed = changed + $5, unchanged = unchanged + $6
     WHERE organisation_id = $1 AND id = $2`,
    [run.organisationId, run.id, upTo - after, counts.created, counts.changed, counts.unchanged],
  )
}

/** The batches of the file that are not merged yet, in its order; the first one has another length. */
export async function listBatches(run: Run, first: number, lines: number): Promise<Batch[]> {
  const { rows } = await run.client.query(
    `SELECT after, least(CASE after WHEN 0 THEN $1 ELSE after + $2 END, last) AS "upTo" FROM (SELECT coalesce(max(line), 0) AS last FROM ${run.rows}) file,
       LATERAL (SELECT 0 AS after WHERE last > 0 UNION ALL SELECT generate_series($1, last - 1, $2)) batch
     WHERE NOT EXISTS (SELECT 1 FROM ${run.batches} b WHERE b.after_line = after) ORDER BY after`,
    [first, lines],
  )
  return rows
}

/** Tells PostgreSQL what the register looks like now: what it learns by itself while a batch is open is that nobody is there. */
export async function analyseRegister(run: Run): Promise<void> {
  await run.client.query('ANALYZE persons; ANALYZE identifiers; ANALYZE passwords; ANALYZE group_members; ANALYZE role_grants')
}

export type Renaming = {
  personId: string
  formerKey: string | null
  hasHeldFormer: boolean
  before: { username: string | null; email: string | null }
  after: { memberNumber: string | null; username: string | null; email: string | null }
}

/** People of the batch who get another user name or e-mail address, or whose name becomes a former one. */
export async function listRenamings(run: Run): Promise<Renaming[]> {
  const { rows } = await run.client.query(
    `SELECT b.person_id, b.former_key, b.has_held_former, p.username AS old_username, p.email AS old_email, b.member_number, b.username, b.email
     FROM import_batch b JOIN persons p ON p.organisation_id = b.organisation_id AND p.id = b.person_id
     WHERE NOT b.is_new AND (b.username IS DISTINCT FROM p.username OR b.email IS DISTINCT FROM p.email OR (b.has_held_former AND b.former_key IS NOT NULL))`,
  )
  return rows.map((row) => ({
    personId: row.person_id,
    formerKey: row.former_key,
    hasHeldFormer: row.has_held_former,
    before: { username: row.old_username, email: row.old_email },
    after: { memberNumber: row.member_number, username: row.username, email: row.email },
  }))
}

export async function dropNames(run: Run, names: { personId: string; value: string }[]): Promise<void> {
  if (names.length === 0) return
  await run.client.query(
    'DELETE FROM identifiers i USING unnest($2::uuid[], $3::text[]) AS gone (person_id, value) WHERE i.organisation_id = $1 AND i.value = gone.value AND i.person_id = gone.person_id',
    [run.organisationId, names.map(({ personId }) => personId), names.map(({ value }) => value)],
  )
}

export async function markNamesFormer(run: Run, names: { personId: string; value: string }[]): Promise<void> {
  if (names.length === 0) return
  await run.client.query(
    'UPDATE identifiers i SET is_former = true FROM unnest($2::uuid[], $3::text[]) AS old (person_id, value) WHERE i.organisation_id = $1 AND i.value = old.value AND i.person_id = old.person_id AND NOT i.is_former',
    [run.organisationId, names.map(({ personId }) => personId), names.map(({ value }) => value)],
  )
}

export async function writePersons(run: Run, now: Date): Promise<void> {
  const names = fields.map(([, column]) => column)
  await run.client.query(
    `INSERT INTO persons (id, organisation_id, ${names.join(', ')}, email_validated_at, mobile_validated_at, created_at, updated_at)
     SELECT person_id, organisation_id, ${names.join(', ')}, CASE WHEN is_email_validated THEN $1::timestamptz END, CASE WHEN is_mobile_validated THEN $1::timestamptz END, $1, $1
     FROM import_batch WHERE is_new`,
    [now],
  )
  await run.client.query(
    `UPDATE persons p SET ${names.map((name) => `${name} = b.${name}`).join(', ')}, updated_at = $1,
       email_validated_at = CASE WHEN b.is_email_validated THEN $1::timestamptz ELSE p.email_validated_at END,
       mobile_validated_at = CASE WHEN b.is_mobile_validated THEN $1::timestamptz ELSE p.mobile_validated_at END
     FROM import_batch b WHERE p.organisation_id = b.organisation_id AND p.id = b.person_id AND NOT b.is_new AND b.is_touched`,
    [now],
  )
}

/** False, or a unique violation, when somebody took one of the names since the file was matched. */
export async function writeNames(run: Run): Promise<boolean> {
  const names = (which: string) => `
    SELECT organisation_id, member_key AS value, person_id, false AS is_former FROM import_batch WHERE ${which} AND member_key IS NOT NULL
    UNION ALL SELECT organisation_id, username_key, person_id, false FROM import_batch WHERE ${which} AND username_key IS NOT NULL AND username_key IS DISTINCT FROM member_key
    UNION ALL SELECT organisation_id, email_key, person_id, false FROM import_batch WHERE ${which} AND email_key IS NOT NULL AND email_key IS DISTINCT FROM username_key AND email_key IS DISTINCT FROM member_key
    UNION ALL SELECT organisation_id, former_key, person_id, true FROM import_batch WHERE ${which} AND former_key IS NOT NULL AND former_key IS DISTINCT FROM username_key
      AND former_key IS DISTINCT FROM email_key AND former_key IS DISTINCT FROM member_key`
  // In the order of the index that they go into: neighbours lie on the same page.
  await run.client.query(
    `INSERT INTO identifiers (organisation_id, value, person_id, is_former) SELECT organisation_id, value, person_id, is_former FROM (${names('is_new')}) name ORDER BY value`,
  )
  const { rows } = await run.client.query(
    `WITH name AS (SELECT * FROM (${names('is_changed AND NOT is_new')}) n WHERE NOT EXISTS (SELECT 1 FROM identifiers i
         WHERE i.organisation_id = n.organisation_id AND i.value = n.value AND i.person_id = n.person_id AND (n.is_former OR NOT i.is_former))),
       taken AS (INSERT INTO identifiers AS i (organisation_id, value, person_id, is_former) SELECT organisation_id, value, person_id, is_former FROM name
         ON CONFLICT (organisation_id, value) DO UPDATE SET is_former = false WHERE i.person_id = EXCLUDED.person_id RETURNING 1)
     SELECT (SELECT count(*) FROM name) = (SELECT count(*) FROM taken) AS "areAllTaken"`,
  )
  return rows[0].areAllTaken
}

/** Groups that are missing are made; nobody leaves one. */
export async function writeGroups(run: Run): Promise<void> {
  const { rows } = await run.client.query(
    `INSERT INTO groups (organisation_id, id, name) SELECT $1, gen_random_uuid(), name FROM (SELECT DISTINCT unnest(new_groups) AS name FROM import_batch ORDER BY 1) wanted
     WHERE NOT EXISTS (SELECT 1 FROM groups g WHERE g.organisation_id = $1 AND g.name = wanted.name) ON CONFLICT DO NOTHING RETURNING id`,
    [run.organisationId],
  )
  if (rows.length > 0)
    await run.client.query('UPDATE register_imports SET groups_made = groups_made || $3::uuid[] WHERE organisation_id = $1 AND id = $2', [
      run.organisationId,
      run.id,
      rows.map(({ id }) => id),
    ])
  await run.client.query(
    `INSERT INTO group_members (organisation_id, group_id, person_id) SELECT $1, g.id, b.person_id FROM import_batch b CROSS JOIN LATERAL unnest(b.new_groups) AS wanted(name)
       JOIN groups g ON g.organisation_id = $1 AND g.name = wanted.name WHERE b.is_changed ON CONFLICT DO NOTHING`,
    [run.organisationId],
  )
}

export async function writeRoles(run: Run, now: Date): Promise<void> {
  await run.client.query(
    `INSERT INTO role_grants (organisation_id, person_id, role, granted_at) SELECT $1, b.person_id, role, $2 FROM import_batch b CROSS JOIN LATERAL unnest(b.new_roles) AS role
     WHERE b.is_changed ON CONFLICT DO NOTHING`,
    [run.organisationId, now],
  )
}

/** Only for people who never had a password here: an erased one was one too. */
export async function writePasswords(run: Run, now: Date): Promise<void> {
  await run.client.query(
    `INSERT INTO passwords (organisation_id, person_id, hash, set_at, set_by) SELECT $1, person_id, password_hash, $2, 'import' FROM import_batch
     WHERE password_hash IS NOT NULL ON CONFLICT DO NOTHING`,
    [run.organisationId, now],
  )
}

/** Leaves out the rows of which somebody took a name, or whose person was removed, since the file was matched. */
export async function refuseTaken(run: Run, { after, upTo }: Batch): Promise<number> {
  const { rowCount } = await run.client.query(
    `INSERT INTO ${run.notes}
     SELECT DISTINCT s.line, 'refused', NULL, 'import.changedMeanwhile', NULL::jsonb FROM ${run.rows} s LEFT JOIN ${run.matches} m ON m.line = s.line
     WHERE s.line > $2 AND s.line <= $3 AND s.faults IS NULL AND NOT EXISTS (SELECT 1 FROM ${run.notes} n WHERE n.kind = 'refused' AND n.line = s.line)
       AND (EXISTS (SELECT 1 FROM identifiers i WHERE i.organisation_id = $1 AND i.value = ANY (ARRAY[s.member_key, s.username_key, s.email_key, s.former_key])
           AND i.person_id <> coalesce(m.person_id, s.new_id))
         OR (m.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM persons p WHERE p.organisation_id = $1 AND p.id = m.person_id)))`,
    [run.organisationId, after, upTo],
  )
  return rowCount ?? 0
}

/** What somebody answers to again needs no remembering; kept for whoever takes the import back. */
export async function forgetTakenNames(run: Run): Promise<void> {
  await run.client.query(
    `WITH gone AS (DELETE FROM remembered_identifiers r WHERE r.organisation_id = $1 AND (SELECT true FROM identifiers i WHERE i.organisation_id = $1 AND i.value = r.value)
       RETURNING r.value, r.person_id)
     UPDATE register_imports SET names_forgotten = (SELECT jsonb_object_agg(value, person_id) FROM gone) WHERE organisation_id = $1 AND id = $2 AND EXISTS (SELECT 1 FROM gone)`,
    [run.organisationId, run.id],
  )
}

const namesOf = (person: string) =>
  `(SELECT jsonb_object_agg(i.value, i.is_former) FROM identifiers i WHERE i.organisation_id = b.organisation_id AND i.person_id = ${person})`

/** What the people whom the batch changes answer to, before it does. */
export async function seeNames(run: Run): Promise<void> {
  await run.client.query(`UPDATE import_batch b SET names_before = ${namesOf('b.person_id')} WHERE b.organisation_id = $1 AND b.is_changed AND NOT b.is_new`, [
    run.organisationId,
  ])
}

/** Keeps what became other of people who were there, so that the import can be taken back. */
export async function keepChanges(run: Run): Promise<void> {
  await run.client.query(
    `INSERT INTO register_import_changes (organisation_id, import_id, person_id, changes, names_before, names_after)
     SELECT b.organisation_id, $2, b.person_id, coalesce(b.changes, '{}'), b.names_before, ${namesOf('b.person_id')} FROM import_batch b
     WHERE b.organisation_id = $1 AND b.is_changed AND NOT b.is_new ON CONFLICT DO NOTHING`,
    [run.organisationId, run.id],
  )
}

/** What the batch would change, for the pages of a dry run. */
export async function noteDifference(run: Run): Promise<void> {
  await run.client.query(`
    INSERT INTO ${run.changes} SELECT CASE WHEN is_new THEN 'new' ELSE 'changed' END, line, person_id, changes FROM import_batch WHERE is_changed;
    INSERT INTO ${run.changes} SELECT 'kept', line, person_id, kept_values FROM import_batch WHERE kept_values IS NOT NULL`)
}

/** Behind the last batch: who is in the register and not in the file, by name. They stay. Answers how many. */
export async function noteGone(run: Run): Promise<number> {
  await run.client.query('SET enable_hashjoin = on; SET enable_mergejoin = on')
  const { rowCount } = await run.client.query(
    `INSERT INTO ${run.changes} SELECT 'gone', row_number() OVER (ORDER BY p.family_name, p.given_name, p.id), p.id, NULL
     FROM persons p WHERE p.organisation_id = $1 AND NOT EXISTS (SELECT 1 FROM ${run.matches} m WHERE m.person_id = p.id)`,
    [run.organisationId],
  )
  await run.client.query(`CREATE INDEX ON ${run.changes} (kind, line); ANALYZE ${run.changes}`)
  return rowCount ?? 0
}
