import type { Deps } from '@/lib/core/db'
import type { KnownHead } from './schema'
import { organisationsWithEvents } from './store'
import { type AuditVerdict, verifyChain } from './verify-chain'

/** Walks each organisation's chain: one that was cut or written anew shows by the heads alone that were noted outside. */
export async function verifyAudit(deps: Deps, known: KnownHead[] = []): Promise<AuditVerdict[]> {
  const ids = new Set([...(await organisationsWithEvents(deps.db)), ...known].map(({ organisationId }) => organisationId))
  return Promise.all(
    [...ids].map((id) => verifyChain(deps, id, new Map(known.filter((head) => head.organisationId === id).map(({ position, hash }) => [position, hash])))),
  )
}
