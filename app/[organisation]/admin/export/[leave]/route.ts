import { notFound } from 'next/navigation'
import { z } from 'zod'
import { takeExport } from '@/lib/flows/export-register/export-register'
import { requireStaff } from '@/lib/web/staff'
import { csv, streamAnswer } from '@/lib/web/stream-answer'

/** The copy that was asked for, for the one who asked. */
export async function GET(_request: Request, { params }: { params: Promise<{ leave: string }> }) {
  const { deps, organisation, session, client } = await requireStaff('people.export')
  const { leave } = await params
  const lines = z.uuid().safeParse(leave).success ? await takeExport(deps, organisation, { staffId: session.personId, client }, leave) : null
  if (!lines) notFound()
  return streamAnswer(lines, { name: `${organisation.slug}-${deps.now().toISOString().slice(0, 10)}.csv`, type: csv })
}
