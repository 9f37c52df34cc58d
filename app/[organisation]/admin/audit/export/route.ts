import { z } from 'zod'
import { exportAudit } from '@/lib/flows/audit/export-audit'
import { auditQuery } from '@/lib/flows/audit/schema'
import { requireStaff } from '@/lib/web/staff'
import { readQuery } from '../../read-query'

const exportQuery = auditQuery.extend({ format: z.enum(['csv', 'jsonl']).catch('csv') })

/** What the filter finds as a file, written while it is read: a million events never lie in memory. */
export async function GET(request: Request) {
  const { deps, organisation, client, session } = await requireStaff('audit.view')
  const { format, ...query } = readQuery(exportQuery, Object.fromEntries(new URL(request.url).searchParams))
  const pieces = (await exportAudit(deps, organisation, client, session.personId, query, format)) ?? empty()
  const bytes = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(bytes.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  const name = `${organisation.slug}-audit-${deps.now().toISOString().slice(0, 10)}.${format}`
  return new Response(body, {
    headers: {
      'Content-Type': `${format === 'csv' ? 'text/csv' : 'application/x-ndjson'}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
}

async function* empty(): AsyncGenerator<string> {}
