import { z } from 'zod'
import { exportAudit } from '@/lib/flows/audit/export-audit'
import { auditQuery } from '@/lib/flows/audit/schema'
import { requireStaff } from '@/lib/web/staff'
import { csv, streamAnswer } from '@/lib/web/stream-answer'
import { readQuery } from '../../read-query'

const exportQuery = auditQuery.extend({ format: z.enum(['csv', 'jsonl']).catch('csv') })

/** What the filter finds as a file, written while it is read: a million events never lie in memory. */
export async function GET(request: Request) {
  const { deps, organisation, client, session } = await requireStaff('audit.view')
  const { format, ...query } = readQuery(exportQuery, Object.fromEntries(new URL(request.url).searchParams))
  const pieces = (await exportAudit(deps, organisation, client, session.personId, query, format)) ?? empty()
  const name = `${organisation.slug}-audit-${deps.now().toISOString().slice(0, 10)}.${format}`
  return streamAnswer(pieces, { name, type: format === 'csv' ? csv : 'application/x-ndjson' })
}

async function* empty(): AsyncGenerator<string> {}
