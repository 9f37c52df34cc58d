import { type ExportFormat, exportEvents } from '@/lib/audit/export-events'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'
import { findFilter, lookOf } from './find-filter'
import type { AuditQuery } from './schema'

/** The pieces of a file with everything that the filter finds, as of now; null where nobody has a typed name. Written down before the first piece. */
export async function exportAudit(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  staffId: string,
  query: AuditQuery,
  format: ExportFormat,
): Promise<AsyncGenerator<string> | null> {
  const filter = await findFilter(deps, organisation, query)
  if (!filter) return null
  const { subjectId, details } = lookOf(filter)
  const event = { organisationId: organisation.id, act: 'audit.exported', outcome: 'success' as const, actorId: staffId, personal: whereFrom(client) }
  await recordEvent(deps, { ...event, subjectId, details: { ...details, format } })
  return exportEvents(deps, organisation.id, filter, format)
}
