import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'

/** Every lasting table that holds rows of a person, by its column: one that is added later is in it by itself. */
async function tablesOfPersons(db: Db): Promise<string[]> {
  const rows = await reveal(db).$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p' ORDER BY c.relname`
  return rows.map(({ name }) => name)
}

/** Takes every row of a person out of every table, the person last. */
export async function removePerson(db: Db, organisationId: string, personId: string): Promise<void> {
  for (const name of await tablesOfPersons(db)) {
    const table = Prisma.raw(`"${name.replaceAll('"', '""')}"`)
    await reveal(db).$executeRaw`DELETE FROM ${table} WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid`
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
