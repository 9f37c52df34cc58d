import type { Answer, Choice } from '@/lib/ballots/schema'
import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

/** `voted`: this person has voted before. `unknown`: does not stand on the roll of such a vote. */
export type CastOutcome = 'taken' | 'voted' | 'early' | 'late' | 'unknown'

/** One transaction of the database marks the roll and adds the answers, once, while the vote is open by its clock (migration 0170). */
export async function castBallot(db: Db, organisationId: string, electionId: string, personId: string, choices: readonly Choice[]): Promise<CastOutcome> {
  const [cast] = await reveal(db).$queryRaw<{ outcome: CastOutcome }[]>`
    SELECT cast_simple(${organisationId}::uuid, ${electionId}::uuid, ${personId}::uuid, ${JSON.stringify(choices)}::jsonb) AS outcome`
  return cast?.outcome ?? 'unknown'
}

/** Waits for every ballot that is being cast and lets none in until the transaction ends; whether the vote is over by the database's clock. */
export async function stopCasting(db: Db, organisationId: string, electionId: string): Promise<boolean> {
  await reveal(db).$executeRaw`SELECT pg_advisory_xact_lock(vote_lock(${organisationId}::uuid, ${electionId}::uuid))`
  const [found] = await reveal(db).$queryRaw<{ isOver: boolean }[]>`
    SELECT clock_timestamp() >= closes_at AS "isOver" FROM elections WHERE organisation_id = ${organisationId}::uuid AND id = ${electionId}::uuid`
  return found?.isOver ?? false
}

/** By question and number. */
export function listAnswers(db: Db, organisationId: string, electionId: string): Promise<Answer[]> {
  return reveal(db).electionAnswer.findMany({
    where: { organisationId, electionId },
    select: { question: true, id: true, choice: true },
    orderBy: [{ question: 'asc' }, { id: 'asc' }],
  })
}

/** Lets go of everything that was answered in a vote that is never counted. */
export async function removeAnswers(db: Db, organisationId: string, electionId: string): Promise<void> {
  await reveal(db).electionAnswer.deleteMany({ where: { organisationId, electionId } })
}

/** Writes all answers anew in the order of their keys, as `rewriteRoll` does with the roll. Of all organisations; the roll comes first. */
export async function rewriteAnswers(db: Db): Promise<void> {
  await reveal(db).$executeRaw`LOCK TABLE election_answers IN ACCESS EXCLUSIVE MODE`
  await reveal(db).$executeRaw`CREATE TEMP TABLE answers_before ON COMMIT DROP AS SELECT * FROM election_answers`
  await reveal(db).$executeRaw`TRUNCATE election_answers`
  await reveal(db).$executeRaw`
    INSERT INTO election_answers SELECT * FROM answers_before ORDER BY organisation_id, election_id, question, id`
}
