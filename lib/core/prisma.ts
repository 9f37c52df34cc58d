// For `store.ts` files and `core` alone: `dependency-cruiser` refuses every other import.
import { PrismaPg } from '@prisma/adapter-pg'
import type { Db } from './db'
import { Prisma, PrismaClient } from './prisma-client/client'

export { Prisma }
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

export function client(url: string, poolSize: number): PrismaClient {
  // A dead database answers within seconds instead of holding pages for ever.
  const adapter = new PrismaPg({ connectionString: url, max: poolSize, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 60_000, options: '-c timezone=UTC' })
  return new PrismaClient({ adapter })
}

/** Opens what `Db` keeps closed. */
export function reveal(db: Db): PrismaClient {
  return db as unknown as PrismaClient
}
