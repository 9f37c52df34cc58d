import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { freePort } from '@/lib/core/embedded-postgres'
import { stage } from './stage'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A portal process that one journey may kill, and whose way to the database it may close, without hurting the others. */
export type OwnPortal = {
  url: string
  start: () => Promise<void>
  /** no warning, no last word: as when the machine loses its power */
  kill: () => Promise<void>
  /** kills it behind a page that has loaded all that it needs, and starts it again */
  restartBehind: (page: Page) => Promise<void>
  database: { goAway: () => Promise<void>; comeBack: () => Promise<void> }
  end: () => Promise<void>
}

export async function startOwnPortal(): Promise<OwnPortal> {
  const gate = await openGate(stage.databaseUrl)
  const port = await freePort()
  const url = `http://localhost:${port}`
  let child: ChildProcess | undefined

  async function start() {
    child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
      cwd: root,
      env: { ...process.env, ...stage.serverEnvironment, DATABASE_URL: gate.url, BASE_URL: url, PORT: String(port) },
      stdio: 'ignore',
    })
    for (let tries = 0; tries < 600; tries++) {
      if (child.exitCode !== null) throw new Error(`the journey’s own portal ended with ${child.exitCode} at its start`)
      const answer = await fetch(`${url}/health/ready`).catch(() => null)
      if (answer?.ok) return
      await new Promise((next) => setTimeout(next, 100))
    }
    throw new Error('the journey’s own portal was not ready within a minute')
  }

  async function kill() {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async function restartBehind(page: Page) {
    await page.waitForLoadState('networkidle') // else a script that was on its way is missing, and so is the page
    await kill()
    await start()
  }

  const end = async () => {
    await kill()
    await gate.goAway()
  }
  await start().catch(async (error) => {
    await end()
    throw error
  })
  return { url, start, kill, restartBehind, database: gate, end }
}

/** A door on loopback in front of the database: closed, it cuts every connection and takes no new one. */
async function openGate(databaseUrl: string) {
  const behind = new URL(databaseUrl)
  const port = await freePort()
  const open = new Set<Socket>()
  let server: Server | undefined

  async function comeBack() {
    server = createServer((near) => {
      const far = connect(Number(behind.port), behind.hostname)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(one)
        one.pipe(other)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          open.delete(one)
          other.destroy()
        })
      }
    })
    await new Promise<void>((listening) => server?.listen(port, '127.0.0.1', listening))
  }

  async function goAway() {
    if (!server) return
    const closed = new Promise((done) => server?.close(done))
    for (const socket of open) socket.destroy()
    await closed
    server = undefined
  }

  await comeBack()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return { url: url.href, goAway, comeBack }
}
