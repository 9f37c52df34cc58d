import type { Deps } from './db'
import { reveal } from './prisma'

/** Leaves work for the worker, in the transaction of `deps`: it is done if and only if the change that it follows is kept. */
export async function enqueueJob({ db }: Deps, name: string, payload: Record<string, string>): Promise<void> {
  await reveal(db).$executeRaw`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json)`
}
