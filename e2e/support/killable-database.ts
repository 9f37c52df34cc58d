import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startEmbeddedPostgres } from '@/lib/core/embedded-postgres'
import { migrateDatabase } from '@/scripts/migrate'

/** A migrated PostgreSQL of a test's own that may be killed: durable as in use, which those of the other tests are not. */
export async function killableDatabase() {
  const folder = join('.data', `test-killed-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  let running = await startEmbeddedPostgres(folder)
  await migrateDatabase(running.url)
  const port = Number(new URL(running.url).port)
  return {
    url: running.url,
    /** `kill -9` of the server and each of its processes, and a new start: what is committed comes back from its log. */
    async kill() {
      const server = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(server, 'SIGSTOP') // or it has one more child meanwhile
      const all = [server, ...childrenOf(server)]
      for (const pid of all) tryTo(() => process.kill(pid, 'SIGKILL'))
      // A new server refuses to start while one of these is there.
      while (existsSync(`/proc/${server}`) || all.some((pid) => statusOf(pid).state === 'live')) await wait(10)
      running = await startEmbeddedPostgres(folder, { port })
    },
    async stop() {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** It may have ended by itself. */
function tryTo(work: () => void) {
  try {
    work()
  } catch {}
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statusOf(pid).parent === parent)

/** What has ended may still be named, until whoever adopted it asks how. */
function statusOf(pid: number): { state: 'live' | 'ended'; parent: number } {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return { state: state === 'Z' ? 'ended' : 'live', parent: Number(parent) }
  } catch {
    return { state: 'ended', parent: 0 }
  }
}
