import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accepts, type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from '@/lib/core/embedded-postgres'

/** Where demo and development keep what must survive a restart. */
export const dataFolder = '.data'
/** The port of the portal that was started here last. */
const portFile = 'portal.port'

/** Gives demo and development what an operator sets in production: a database and a secret, where none are named. */
export async function prepareLocalEnvironment(env: NodeJS.ProcessEnv): Promise<EmbeddedPostgres | null> {
  mkdirSync(dataFolder, { recursive: true })
  env.AUTH_SECRET ??= keptSecret('auth.secret')
  env.SMS_RECEIPT_SECRET ??= keptSecret('receipt.secret')
  env.PORT ??= '3000'
  env.BASE_URL ??= `http://localhost:${env.PORT}`
  if (!env.DATABASE_URL) await refuseSecondPortal(dataFolder)
  await refuseTakenPort(Number(env.PORT))
  writeFileSync(join(dataFolder, portFile), env.PORT)
  writeFileSync(join(dataFolder, 'base.url'), env.BASE_URL) // for letters that the command line writes
  env.TRUSTED_PROXIES ??= '127.0.0.0/8, ::1/128'
  env.SMS_GATEWAY ??= 'outbox'
  if (env.DATABASE_URL) return null
  const server = await startEmbeddedPostgres(dataFolder)
  env.DATABASE_URL = server.url
  return server
}

/** What stands in the way on this machine, in words that need no stack. */
class LocalTrouble extends Error {
  override name = 'LocalTrouble'
}

/** Two portals on one data folder would share a database that the first to end takes away from the other. */
export async function refuseSecondPortal(folder: string): Promise<void> {
  const file = join(folder, portFile)
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (port && (await findEmbeddedPostgres(folder)) && (await accepts(port)))
    throw new LocalTrouble(`The portal is running here already, at port ${port}. Stop it first (Ctrl-C where it runs).`)
}

export async function refuseTakenPort(port: number): Promise<void> {
  if (await accepts(port)) throw new LocalTrouble(`Port ${port} is taken by another program. Name another one: PORT=${port + 10} npm run demo`)
}

function keptSecret(name: string): string {
  const file = join(dataFolder, name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}
