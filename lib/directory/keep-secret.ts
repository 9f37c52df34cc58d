import type { Deps } from '@/lib/core/db'
import { seal, unseal } from '@/lib/core/seal'
import { DirectoryTrouble } from './schema'
import { findSecret, writeSecret } from './store'

/** Keeps the password with which the portal signs in to the directory; it is never shown again. */
export const keepSecret = (deps: Deps, organisationId: string, secret: string) =>
  writeSecret(deps.db, organisationId, seal('directory', secret, organisationId), deps.now())

/** Throws a trouble where none was kept, or AUTH_SECRET is another now. */
export async function readSecret(deps: Deps, organisationId: string): Promise<string> {
  const sealed = await findSecret(deps.db, organisationId)
  try {
    if (sealed) return unseal('directory', sealed, organisationId)
  } catch {
    // told below: it has to be typed anew
  }
  throw new DirectoryTrouble('noSecret', '')
}
