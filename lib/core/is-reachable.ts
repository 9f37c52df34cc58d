import type { Deps } from './db'
import { reveal } from './prisma'

/** Whether the database answers now. */
export async function isReachable({ db }: Deps): Promise<boolean> {
  return reveal(db).$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  )
}
