import type { RegisterColumn } from '../schema'
import type { Run } from '../store'

/** The names of the register as it stands: what people answer to, and what they gave up and nobody took. */
const known = `(SELECT value, person_id, is_former, false AS is_old FROM identifiers WHERE organisation_id = $1
  UNION ALL SELECT r.value, r.person_id, false, true FROM remembered_identifiers r WHERE r.organisation_id = $1
    AND NOT EXISTS (SELECT 1 FROM identifiers i WHERE i.organisation_id = $1 AND i.value = r.value))`

const isRefused = (run: Run, line: string) => `EXISTS (SELECT 1 FROM ${run.notes} n WHERE n.kind = 'refused' AND n.line = ${line})`

/**
 * Forbids PostgreSQL to go through one side once for each row of the other. It would where it takes the register for
 * empty, and it may: of an organisation that came in lately it may know nothing.
 */
export async function joinWholeSets(run: Run, isForced: boolean): Promise<void> {
  await run.client.query(`SET enable_nestloop = ${isForced ? 'off' : 'on'}`)
}

/** Finds whom each row means, by each of its names. */
export async function matchRows(run: Run, columns: RegisterColumn[]): Promise<void> {
  const by = (column: RegisterColumn, alias: string, key: string) =>
    columns.includes(column)
      ? {
          id: `${alias}.person_id`,
          isOld: `coalesce(${alias}.is_old, false)`,
          isFormer: `coalesce(${alias}.is_former, false)`,
          join: `LEFT JOIN ${known} ${alias} ON ${alias}.value = s.${key}`,
        }
      : { id: 'NULL::uuid', isOld: 'false', isFormer: 'false', join: '' }
  const [number, username, email, former] = [
    by('memberNumber', 'm', 'member_key'),
    by('username', 'u', 'username_key'),
    by('email', 'e', 'email_key'),
    by('formerUsername', 'f', 'former_key'),
  ]
  await run.client.query(
    `INSERT INTO ${run.matches}
       SELECT $1, s.line, coalesce(${number.id}, ${username.id}, ${email.id}), ${number.id}, ${username.id}, ${email.id}, ${former.id}, ${username.isOld}, ${username.isFormer}, ${email.isOld}
       FROM ${run.rows} s ${number.join} ${username.join} ${email.join} ${former.join}
       WHERE s.faults IS NULL AND coalesce(${number.id}, ${username.id}, ${email.id}, ${former.id}) IS NOT NULL`,
    [run.organisationId],
  )
  await run.client.query(`CREATE INDEX ON ${run.matches} (line); CREATE INDEX ON ${run.matches} (person_id); ANALYZE ${run.matches}`)
}

/** Rows that mean two people, or somebody who has another number or user name here. */
export async function refuseMismatches(run: Run): Promise<void> {
  await run.client.query(
    `INSERT INTO ${run.notes} (line, kind, "column", key)
       SELECT line, 'refused', split_part(problem, ' ', 1), split_part(problem, ' ', 2) FROM (
         SELECT m.line, CASE
             WHEN by_username <> m.person_id THEN 'username import.twoPeople'
             WHEN by_email <> m.person_id THEN 'email import.twoPeople'
             WHEN by_former IS NOT NULL AND by_former IS DISTINCT FROM m.person_id THEN 'formerUsername import.formerTaken'
             WHEN by_number IS NULL AND s.member_key IS NOT NULL AND p.member_number IS NOT NULL THEN 'memberNumber import.otherNumber'
             WHEN by_number IS NULL AND (by_username IS NULL OR is_username_former) AND s.username_key IS NOT NULL AND p.username IS NOT NULL
               AND NOT 'username' = ANY (p.self_changed) THEN 'username import.otherUsername'
           END AS problem
         FROM ${run.matches} m JOIN ${run.rows} s ON s.line = m.line
           LEFT JOIN persons p ON p.organisation_id = $1 AND p.id = m.person_id) found
       WHERE problem IS NOT NULL`,
    [run.organisationId],
  )
}

/** Names and people that more than one row of the file mentions. Hashes find them in little memory; keys decide. */
export async function collectClashes(run: Run): Promise<number> {
  const mention = `
    SELECT line, member_key AS key, 'memberNumber' AS "column" FROM ${run.rows} WHERE member_key IS NOT NULL
    UNION ALL SELECT line, username_key, 'username' FROM ${run.rows} WHERE username_key IS NOT NULL AND username_key IS DISTINCT FROM member_key
    UNION ALL SELECT line, email_key, 'email' FROM ${run.rows} WHERE email_key IS NOT NULL AND email_key IS DISTINCT FROM username_key AND email_key IS DISTINCT FROM member_key
    UNION ALL SELECT line, former_key, 'formerUsername' FROM ${run.rows} WHERE former_key IS NOT NULL AND former_key IS DISTINCT FROM username_key
      AND former_key IS DISTINCT FROM email_key AND former_key IS DISTINCT FROM member_key
    UNION ALL SELECT line, 'person ' || person_id, CASE WHEN by_number IS NOT NULL THEN 'memberNumber' WHEN by_username IS NOT NULL THEN 'username' ELSE 'email' END
      FROM ${run.matches} WHERE person_id IS NOT NULL`
  await run.client.query(`
    INSERT INTO ${run.clashes} (line, key, "column")
      SELECT line, key, "column" FROM (${mention}) mention
      WHERE hashtextextended(key, 0) IN (
        SELECT hash FROM (SELECT line, hashtextextended(key, 0) AS hash FROM (${mention}) every) hashes GROUP BY hash HAVING min(line) <> max(line))
      AND NOT ${isRefused(run, 'mention.line')};
    CREATE INDEX ON ${run.clashes} (key, line); CREATE INDEX ON ${run.clashes} (line); ANALYZE ${run.clashes}`)
  const { rows } = await run.client.query(`SELECT count(*)::int AS clashes FROM ${run.clashes}`)
  return rows[0].clashes
}

/**
 * Of rows that mention the same name or person, the first good one goes in. One round decides those of which the rows
 * before them are decided; answers how many it refused, and how many are still open.
 */
export async function decideClashes(run: Run, isLastRound: boolean): Promise<{ refused: number; open: number }> {
  await run.client.query(`
    UPDATE ${run.clashes} SET is_good = true WHERE NOT is_good AND line IN (
      SELECT line FROM (SELECT line, line = min(line) OVER (PARTITION BY key) AS is_first FROM ${run.clashes}) places GROUP BY line HAVING bool_and(is_first))`)
  const refused = await run.client.query(`
    WITH late AS (
      SELECT DISTINCT ON (c.line) c.line, c."column", first.line AS of FROM ${run.clashes} c
        JOIN ${run.clashes} first ON first.key = c.key AND first.line < c.line ${isLastRound ? '' : 'AND first.is_good'}
      WHERE NOT c.is_good ORDER BY c.line, first.line, c."column"),
    gone AS (DELETE FROM ${run.clashes} WHERE line IN (SELECT line FROM late))
    INSERT INTO ${run.notes} SELECT line, 'refused', "column", 'import.doubled', jsonb_build_object('line', of) FROM late`)
  const { rows } = await run.client.query(`SELECT count(*)::int AS open FROM ${run.clashes} WHERE NOT is_good`)
  return { refused: refused.rowCount ?? 0, open: rows[0].open }
}

/**
 * Where a refused row mentions a name that another row of the file gives up or gives its person, that other row is
 * refused too. Otherwise a name would pass from one person to another within one file, and the same file, imported
 * again, would go on changing things.
 */
export async function refuseEntangled(run: Run): Promise<void> {
  const keys = (row: string) => `ARRAY[${row}.member_key, ${row}.username_key, ${row}.email_key, ${row}.former_key]`
  const givesUp = (column: 'username' | 'email') =>
    `(s.${column}_key IS NOT NULL AND NOT '${column}' = ANY (p.self_changed) AND (lower(p.${column}) = name OR p.${column} !~ '^[ -~]*$'))`
  await run.client.query(
    `INSERT INTO ${run.notes}
       SELECT DISTINCT ON (s.line) s.line, 'refused', NULL, 'import.nameOfRefused', jsonb_build_object('line', b.line)
       FROM ${run.notes} bad
         JOIN ${run.rows} b ON b.line = bad.line AND b.faults IS NULL
         CROSS JOIN LATERAL unnest(${keys('b')}) AS name
         LEFT JOIN ${run.matches} bm ON bm.line = b.line
         LEFT JOIN identifiers i ON i.organisation_id = $1 AND i.value = name
         JOIN ${run.matches} m ON m.person_id = coalesce(i.person_id, CASE bad.key WHEN 'import.otherUsername' THEN bm.person_id WHEN 'import.formerTaken' THEN bm.by_former END)
           AND m.line <> b.line
         JOIN ${run.rows} s ON s.line = m.line
         JOIN persons p ON p.organisation_id = $1 AND p.id = m.person_id
       WHERE bad.kind = 'refused' AND name IS NOT NULL AND NOT ${isRefused(run, 's.line')}
         AND CASE WHEN i.person_id IS NULL THEN name = ANY (${keys('s')})
           ELSE coalesce(name <> ALL (array_remove(${keys('s')}, NULL)), true) AND (${givesUp('username')} OR ${givesUp('email')}) END
       ORDER BY s.line, b.line`,
    [run.organisationId],
  )
}
