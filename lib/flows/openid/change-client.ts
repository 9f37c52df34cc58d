import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { endClient } from '@/lib/oidc/clients/end-client'
import { renewSecret } from '@/lib/oidc/clients/register-client'
import { rewriteClient } from '@/lib/oidc/clients/rewrite-client'
import type { NewClient } from '@/lib/oidc/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { type ClientActor, detailsOf, personalOf } from './make-client'

type Change = Result<string | null, 'desk.noReason' | 'clients.none'>
type Of = Pick<Organisation, 'id'>

/** Its name, its addresses and what it may know are others from the next request on. */
export const changeClient = (deps: Deps, organisation: Of, actor: ClientActor, clientId: string, wish: Omit<NewClient, 'isPublic'>) =>
  change(deps, organisation, actor, { act: 'clients.changed', clientId, more: detailsOf(wish) }, async (deps) => {
    const name = await rewriteClient(deps, organisation.id, clientId, wish)
    return name === null ? null : { name, secret: null }
  })

/** The system signs nobody in from the next request on. */
export const removeClient = (deps: Deps, organisation: Of, actor: ClientActor, clientId: string) =>
  change(deps, organisation, actor, { act: 'clients.removed', clientId }, async (deps) => {
    const name = await endClient(deps, organisation.id, clientId)
    return name === null ? null : { name, secret: null }
  })

/** A new secret, which is in the answer and nowhere else; the former one is worth nothing at once. */
export const changeSecret = (deps: Deps, organisation: Of, actor: ClientActor, clientId: string) =>
  change(deps, organisation, actor, { act: 'clients.secret-changed', clientId }, (deps) => renewSecret(deps, organisation.id, clientId))

async function change(
  deps: Deps,
  { id: organisationId }: Of,
  actor: ClientActor,
  { act, clientId, more }: { act: 'clients.changed' | 'clients.removed' | 'clients.secret-changed'; clientId: string; more?: ReturnType<typeof detailsOf> },
  work: (deps: Deps) => Promise<{ name: string; secret: string | null } | null>,
): Promise<Change> {
  if (actor.reason.trim() === '') return failure('desk.noReason')
  return inTransaction(deps, async (deps) => {
    const changed = await work(deps)
    if (!changed) return failure('clients.none')
    const details = { client: changed.name, clientId, ...more }
    await recordEvent(deps, { organisationId, act, outcome: 'success', actorId: actor.actorId, subjectId: null, details, personal: personalOf(actor) })
    return success(changed.secret)
  })
}
