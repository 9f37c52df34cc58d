// For `store.ts` files and `core` alone: `dependency-cruiser` refuses every other import.
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Db, Piece } from './db'
import { Prisma, PrismaClient } from './prisma-client/client'

export { Prisma }
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

type Direct = { pool: pg.Pool; nameOf: ReturnType<typeof namesOfStatements> }
/** The connections under a client. A transaction has one to itself, and none here. */
const directly = new WeakMap<object, Direct>()

export function client(url: string, poolSize: number): PrismaClient {
  // A dead database answers within seconds instead of holding pages for ever.
  const settings = { connectionString: url, max: poolSize, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 60_000, options: '-c timezone=UTC' }
  const pool = new pg.Pool(settings)
  pool.on('error', () => {}) // of a connection that was waiting: the next question gets another
  const nameOf = namesOfStatements()
  const made = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: nameOf }) })
  directly.set(made, { pool, nameOf })
  return made
}

export async function close(db: Db): Promise<void> {
  await reveal(db).$disconnect()
  await directly.get(db)?.pool.end()
}

/**
 * What a statement answers, for the few that every sign-in and every page ask: without Prisma's own way there and back, which takes
 * longer than PostgreSQL does. Whole numbers of 64 bits come as text.
 */
export const ask =
  <Row extends object>(db: Db) =>
  async (parts: TemplateStringsArray, ...given: unknown[]): Promise<Row[]> => {
    const statement = Prisma.sql(parts, ...given)
    const direct = directly.get(db)
    if (!direct) return reveal(db).$queryRaw<Row[]>(statement)
    const { text, values } = statement
    return (await direct.pool.query<Row>({ name: direct.nameOf({ sql: text }), text, values })).rows
  }

/** PostgreSQL keeps a named statement's plan on its connection. Statements come from code, so they are few; beyond these, none is kept. */
const mostNames = 500

/**
 * Gives every statement a name, so that PostgreSQL reads and plans it once for each connection: it then spends half the
 * time on a sign-in (docs/decisions/0013-named-statements.md).
 */
function namesOfStatements() {
  const names = new Map<string, string>()
  return ({ sql }: { sql: string }): string => {
    const isOfOneRun = sql.includes('porten_import."') // tables of one import alone: nobody asks so again
    const name = isOfOneRun ? '' : (names.get(sql) ?? (names.size < mostNames ? `porten-${names.size}` : ''))
    if (name) names.set(sql, name)
    return name
  }
}

/** A condition, or a write that goes along in another's statement: kept with it or not at all. */
export const asPiece = (sql: Prisma.Sql) => sql as unknown as Piece
export const pieceOf = (piece: Piece) => piece as unknown as Prisma.Sql

/** Opens what `Db` keeps closed. */
export function reveal(db: Db): PrismaClient {
  return db as unknown as PrismaClient
}

/** Whether PostgreSQL ended a transaction because it and another waited for each other. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  const raw = error.meta?.driverAdapterError as { cause?: { kind?: unknown } } | undefined // of a statement written as SQL
  return error.code === 'P2034' || raw?.cause?.kind === 'TransactionWriteConflict'
}
