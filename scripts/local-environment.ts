import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/core/embedded-postgres'

/** Where demo and development keep what must survive a restart. */
export const dataFolder = '.data'

/** Gives demo and development what an operator sets in production: a database and a secret, where none are named. */
export async function prepareLocalEnvironment(env: NodeJS.ProcessEnv): Promise<EmbeddedPostgres | null> {
  mkdirSync(dataFolder, { recursive: true })
  env.AUTH_SECRET ??= keptSecret('auth.secret')
  env.SMS_RECEIPT_SECRET ??= keptSecret('receipt.secret')
  env.PORT ??= '3000'
  env.BASE_URL ??= `http://localhost:${env.PORT}`
  writeFileSync(join(dataFolder, 'base.url'), env.BASE_URL) // for letters that the command line writes
  env.TRUSTED_PROXIES ??= '127.0.0.0/8, ::1/128'
  env.SMS_GATEWAY ??= 'outbox'
  if (env.DATABASE_URL) return null
  const server = await startEmbeddedPostgres(dataFolder)
  env.DATABASE_URL = server.url
  return server
}

function keptSecret(name: string): string {
  const file = join(dataFolder, name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}
