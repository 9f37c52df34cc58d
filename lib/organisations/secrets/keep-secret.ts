import { createHash } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { seal, unseal } from '@/lib/core/seal'
import type { SecretPlace } from './schema'
import { findSecret, writeSecret } from './store'

const targetOf = ({ goesTo }: SecretPlace) => createHash('sha256').update(JSON.stringify(goesTo)).digest('hex')

/** Keeps the secret by which the portal proves itself at a place outside; it is never shown again. */
export function keepSecret(deps: Deps, place: SecretPlace, secret: string): Promise<void> {
  const { organisationId, kind } = place
  const target = targetOf(place)
  return writeSecret(deps.db, organisationId, { kind, target, sealed: seal(kind, secret, `${organisationId} ${target}`), changedAt: deps.now() })
}

/** For administrators and the log. */
export const whyNoSecret = { none: '', lost: 'AUTH_SECRET was changed: type it anew' } as const

/** `none`: nobody has typed one for this place. `lost`: it was sealed under another AUTH_SECRET, and has to be typed anew. */
export async function readSecret(deps: Deps, place: SecretPlace): Promise<Result<string, 'none' | 'lost'>> {
  const { organisationId, kind } = place
  const target = targetOf(place)
  const sealed = await findSecret(deps.db, organisationId, kind, target)
  if (!sealed) return failure('none')
  try {
    return success(unseal(kind, sealed, `${organisationId} ${target}`))
  } catch {
    return failure('lost')
  }
}
