import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'

/** Every lasting table that holds rows of a person, by its column: one that is added later is in it by itself. */
async function tablesOfPersons(db: Db): Promise<string[]> {
  const rows = await reveal(db).$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p' ORDER BY c.relname`
  return rows.map(({ name }) => name)
}

/** The roll of a vote that goes on is what everybody's ballots are counted against: it stays as it was frozen (an id and no more) until the count. */
const stays: Record<string, Prisma.Sql> = {
  election_roll: Prisma.sql`AND NOT EXISTS (SELECT FROM elections e WHERE e.organisation_id = t.organisation_id AND e.id = t.election_id AND e.state = 'frozen')`,
}

/** Takes every row of a person out of every table, the person last. */
export async function removePerson(db: Db, organisationId: string, personId: string): Promise<void> {
  for (const name of await tablesOfPersons(db)) {
    const table = Prisma.raw(`"${name.replaceAll('"', '""')}"`)
    const unless = stays[name] ?? Prisma.empty
    await reveal(db).$executeRaw`DELETE FROM ${table} t WHERE t.organisation_id = ${organisationId}::uuid AND t.person_id = ${personId}::uuid ${unless}`
  }
  await reveal(db).passwordFailure.deleteMany({ where: { organisationId, subjectId: personId } })
  await reveal(db).person.deleteMany({ where: { organisationId, id: personId } })
}

/** Empties what the log holds of a person beside facts: addresses, devices, what was typed, reasons. The chain holds on. */
export function emptyPersonal(db: Db, organisationId: string, personId: string): Promise<number> {
  return reveal(db).$executeRaw`
    UPDATE audit_events SET personal = NULL, personal_salt = NULL
    WHERE organisation_id = ${organisationId}::uuid AND (subject_id = ${personId}::uuid OR actor_id = ${personId}::uuid) AND personal IS NOT NULL`
}

/** Columns of tables that hold something of a person and that no area shows them: by the name that they are given out by. */
const held = {
  namesGivenUp: Prisma.sql`SELECT value AS name FROM remembered_identifiers t`,
  firstPasswords: Prisma.sql`SELECT channel, created_at AS "sentAt", expires_at AS "expiresAt", ended_at AS "endedAt" FROM first_passwords t`,
  objectionLinks: Prisma.sql`SELECT told, channel, recipient, created_at AS "sentAt", expires_at AS "expiresAt", used_at AS "usedAt" FROM objections t`,
  roleRequests: Prisma.sql`SELECT role, reason, state, asked_at AS "askedAt", decided_at AS "decidedAt" FROM role_requests t`,
  campaigns: Prisma.sql`SELECT state, sent_at AS "sentAt", arrived_at AS "arrivedAt", opened_at AS "openedAt", activated_at AS "activatedAt" FROM campaign_people t`,
  registerSystem: Prisma.sql`SELECT external_id AS "externalId", gone_at AS "removedAt" FROM provisioned_people t`,
  registerChanges: Prisma.sql`SELECT changes, names_before AS "namesBefore", names_after AS "namesAfter" FROM register_import_changes t`,
  // That somebody may vote, and not whether they have taken their card: nobody should be able to ask that of them.
  votes: Prisma.sql`SELECT election_id AS vote FROM election_roll t`,
} as const
export type Held = Record<keyof typeof held, Record<string, unknown>[]>

export async function listHeld(db: Db, organisationId: string, personId: string): Promise<Held> {
  const found: Partial<Held> = {}
  for (const [name, select] of Object.entries(held) as [keyof Held, Prisma.Sql][])
    found[name] = await reveal(db).$queryRaw`${select} WHERE t.organisation_id = ${organisationId}::uuid AND t.person_id = ${personId}::uuid`
  return found as Held
}
