import { Readable } from 'node:stream'
import { z } from 'zod'
import { openLetters } from '@/lib/flows/deliveries/open-letters'
import { requireStaff } from '@/lib/web/staff'

/** A pile of letters as one PDF, for the printer. */
export async function GET(_request: Request, { params }: { params: Promise<{ pile: string }> }) {
  const { deps, organisation, client, session } = await requireStaff('deliveries.act')
  const { pile } = await params
  const pdf = z.uuid().safeParse(pile).success ? await openLetters(deps, organisation, client, session.personId, pile) : null
  if (!pdf) return new Response(null, { status: 404 })
  return new Response(Readable.toWeb(pdf) as ReadableStream, {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${pile.slice(0, 8)}.pdf"` },
  })
}
