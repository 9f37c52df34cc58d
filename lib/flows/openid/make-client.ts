import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { registerClient } from '@/lib/oidc/clients/register-client'
import type { NewClient } from '@/lib/oidc/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'

/** Null for both: the operator. */
export type ClientActor = { actorId: string | null; client: Client | null; reason: string }

export const personalOf = ({ client, reason }: ClientActor) => ({ ...(client ? whereFrom(client) : {}), reason: reason.trim().slice(0, 500) })

/** What the log keeps of a system. */
export const detailsOf = ({ redirectUris, scopes, asksPerson, groupId }: Omit<NewClient, 'isPublic'>) => ({ redirectUris, scopes, asksPerson, groupId })

/** A system that may sign people in through the portal. Its secret is in the answer, and nowhere else. */
export async function makeClient(
  deps: Deps,
  { id: organisationId }: Pick<Organisation, 'id'>,
  actor: ClientActor,
  wish: NewClient,
): Promise<Result<{ id: string; secret: string | null }, 'desk.noReason'>> {
  if (actor.reason.trim() === '') return failure('desk.noReason')
  return inTransaction(deps, async (deps) => {
    const made = await registerClient(deps, organisationId, wish, actor.actorId)
    const details = { client: wish.name, clientId: made.id, isPublic: wish.isPublic, ...detailsOf(wish) }
    await recordEvent(deps, {
      organisationId,
      act: 'clients.made',
      outcome: 'success',
      actorId: actor.actorId,
      subjectId: null,
      details,
      personal: personalOf(actor),
    })
    return success(made)
  })
}
