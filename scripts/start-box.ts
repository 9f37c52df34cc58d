import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const root = fileURLToPath(new URL('..', import.meta.url))

export type BoxProcess = { url: string; databaseUrl: string; pid: number; kill: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void> }

/** The box as a child of demo, development and tests, with a role and a password made for it by the owner of the database at `ownerUrl`. */
export async function startBox(ownerUrl: string, port: number, environment: NodeJS.ProcessEnv): Promise<BoxProcess> {
  const databaseUrl = await letBoxIn(ownerUrl)
  const url = `http://localhost:${port}`
  const { DATABASE_URL: _portals, ...rest } = environment
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/box.ts'], {
    cwd: root,
    env: { ...rest, NODE_ENV: 'production', BALLOT_BOX_DATABASE_URL: databaseUrl, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'], // the channel tells the box when its parent is gone
    detached: true, // Ctrl-C reaches the portal first, which then ends the box
  })
  const kill = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  const endWithParent = () => child.kill('SIGKILL')
  process.once('exit', endWithParent)
  child.once('exit', () => process.removeListener('exit', endWithParent))
  await ready(child, url)
  return { url, databaseUrl, pid: child.pid ?? 0, kill }
}

async function ready(child: ChildProcess, url: string) {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error('The ballot box ended at its start.')
    const isReady = await fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) return
    await new Promise((next) => setTimeout(next, 100))
  }
  throw new Error('The ballot box was not ready within 30 seconds.')
}

/** The database's address for the role of the box. Its password is made of the owner's: a role belongs to the server, and several databases of it may have boxes. */
export async function letBoxIn(ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl)
  const password = createHmac('sha256', url.password || randomBytes(32))
    .update('porten_box')
    .digest('base64url')
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const statement = `ALTER ROLE porten_box LOGIN PASSWORD ${pg.escapeLiteral(password)}`
  await client
    .query(statement)
    .catch((error) => (/concurrently updated/.test(error.message) ? undefined : Promise.reject(error)))
    .finally(() => client.end())
  return Object.assign(url, { username: 'porten_box', password }).href
}
