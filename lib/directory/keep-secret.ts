import { createHash } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { seal, unseal } from '@/lib/core/seal'
import { DirectoryTrouble, type Of } from './schema'
import { findSecret, writeSecret } from './store'

/** It goes to these servers as this account and nowhere else: whoever changes either has to know it. */
function targetOf({ settings: { directory } }: Of): string {
  const { servers, bindName } = directory
  return createHash('sha256')
    .update(JSON.stringify([bindName, [...servers].sort()]))
    .digest('hex')
}

/** Keeps the password with which the portal signs in to the directory; it is never shown again. */
export function keepSecret(deps: Deps, of: Of, secret: string): Promise<void> {
  const target = targetOf(of)
  return writeSecret(deps.db, of.id, target, seal('directory', secret, `${of.id} ${target}`), deps.now())
}

/** Throws a trouble where none was kept for these servers, or AUTH_SECRET is another now. */
export async function readSecret(deps: Deps, of: Of): Promise<string> {
  const target = targetOf(of)
  const sealed = await findSecret(deps.db, of.id, target)
  try {
    if (sealed) return unseal('directory', sealed, `${of.id} ${target}`)
  } catch {
    // told below: it has to be typed anew
  }
  throw new DirectoryTrouble('noSecret', '')
}
