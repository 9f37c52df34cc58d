import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { closeLinks } from '@/lib/directory/link-pool'
import * as directory from '@/lib/directory/own-secret'
import type { Of as OfDirectory } from '@/lib/directory/schema'
import { keepSecret } from '@/lib/organisations/secrets/keep-secret'
import type { SecretPlace } from '@/lib/organisations/secrets/schema'
import * as provider from '@/lib/providers/own-secret'
import type { Of as OfProvider } from '@/lib/providers/schema'
import { type Client, whereFrom } from './client'

/** Null for both: the operator. */
type Actor = { actorId: string | null; client: Client | null; reason: string }
type Changed = Result<null, 'desk.noReason'>

/** The password of the portal's own account in the directory of these settings, which nobody can read again. */
export async function changeDirectorySecret(deps: Deps, of: OfDirectory, actor: Actor, secret: string): Promise<Changed> {
  const changed = await changeSecret(deps, directory.placeOfSecret(of), actor, secret)
  if (changed.ok) closeLinks(of.id)
  return changed
}

/** The secret by which the portal proves itself to the provider of these settings, which nobody can read again. */
export const changeProviderSecret = (deps: Deps, of: OfProvider, actor: Actor, secret: string): Promise<Changed> =>
  changeSecret(deps, provider.placeOfSecret(of), actor, secret)

async function changeSecret(deps: Deps, place: SecretPlace, { actorId, client, reason }: Actor, secret: string): Promise<Changed> {
  const why = reason.trim().slice(0, 500)
  if (!why) return failure('desk.noReason')
  await inTransaction(deps, async (deps) => {
    await keepSecret(deps, place, secret)
    const personal = { ...(client ? whereFrom(client) : {}), reason: why }
    await recordEvent(deps, { organisationId: place.organisationId, act: `${place.kind}.secret-changed`, outcome: 'success', actorId, personal })
  })
  return success(null)
}
