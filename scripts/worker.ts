/** The background worker as a process of its own: `npm run worker`. */
import { closeDb, openDb } from '@/lib/core/db'
import { checkEnvironment, EnvironmentError } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { startPortalWorker } from '@/lib/jobs/portal-worker'

async function main() {
  const env = checkEnvironment(['work'])
  const db = openDb(env.DATABASE_URL, 8)
  const worker = await startPortalWorker({ db, now: () => new Date() }, env)
  log().info('the worker runs')
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await worker.stop()
    await closeDb(db)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error) => {
  process.stderr.write(`${error instanceof EnvironmentError ? error.message : `The worker could not start: ${error.message}`}\n`)
  process.exitCode = 1
})
