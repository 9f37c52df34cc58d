import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@/lib/core/embedded-postgres'

export const root = fileURLToPath(new URL('..', import.meta.url))
const nextCommand = `${root}node_modules/next/dist/bin/next`
const bareFolder = `${root}bench/bare`

/** A server in a process of its own, on loopback. */
export type Server = { url: string; megabytes: () => { now: number; peak: number }; processorSeconds: () => number; stop: () => Promise<void> }

/** The portal's production server on `databaseUrl`, as `npm start` starts it. Nothing that it would send goes anywhere. */
export async function startPortal(databaseUrl: string, more: Record<string, string> = {}): Promise<Server> {
  const port = await freePort()
  const settings = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    HOST: '127.0.0.1',
    AUTH_SECRET: randomBytes(48).toString('base64url'),
    TRUSTED_PROXIES: '127.0.0.0/8',
    SMTP_URL: 'smtp://127.0.0.1:9',
    SMS_GATEWAY: 'http',
    SMS_GATEWAY_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'warn',
    PORTEN_DEMO: '0',
    ...more,
  }
  return start(port, ['--max-semi-space-size=64', '--import', 'tsx', 'server.ts'], settings, '/health/live')
}

/** A bare dynamic page: by `next start`, or behind a small server of its own. */
export async function startBare(kind: 'next-start' | 'custom-server'): Promise<Server> {
  const port = await freePort()
  const words =
    kind === 'next-start' ? [nextCommand, 'start', bareFolder, '--port', String(port), '--hostname', '127.0.0.1'] : [`${bareFolder}/server.js`, String(port)]
  return start(port, words, {}, '/')
}

export function buildBare() {
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const done = spawnSync(process.execPath, [nextCommand, 'build', bareFolder], { cwd: root, env, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`The bare page could not be built:\n${done.stdout}${done.stderr}`)
}

async function start(port: number, words: string[], settings: Record<string, string>, path: string): Promise<Server> {
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', ...settings }
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const url = `http://localhost:${port}`
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`${words.join(' ')} ended with ${child.exitCode}`)
    const isThere = await fetch(url + path).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isThere) return { url, megabytes: () => memoryOf(child), processorSeconds: () => processorOf(child), stop: () => end(child) }
    await wait(200)
  }
  child.kill('SIGKILL')
  throw new Error(`${words.join(' ')} did not answer within a minute`)
}

/** Resident memory, as Linux counts it. */
export function memoryOf(child: { pid?: number }) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const read = (name: string) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? Number.NaN) / 1_024
  return { now: read('VmRSS'), peak: read('VmHWM') }
}

/** Seconds of processor time so far, of all its threads; Linux counts hundredths. */
function processorOf(child: ChildProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100 // user and system, after pid and name
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(timer)
}
