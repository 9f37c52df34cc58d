import { recordEvent } from '@/lib/audit/record-event'
import { startVerification } from '@/lib/audit/start-verification'
import { type Deps, inTransaction } from '@/lib/core/db'
import { type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'

/** Has the worker walk the chain, and writes down who asked; while it walks already there is nothing to begin. */
export function askVerification(deps: Deps, { id }: Organisation, client: Client, staffId: string): Promise<Result<null, never>> {
  return inTransaction(deps, async (deps) => {
    const isBegun = await startVerification(deps, id, staffId)
    const event = { organisationId: id, act: 'audit.verified', outcome: 'success' as const, actorId: staffId, subjectId: null, personal: whereFrom(client) }
    if (isBegun) await recordEvent(deps, event)
    return success(null)
  })
}
