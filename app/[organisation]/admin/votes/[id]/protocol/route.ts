import { notFound } from 'next/navigation'
import { drawProtocol } from '@/lib/elections/draw-protocol'
import { requireStaff } from '@/lib/web/staff'
import { protocolOf } from '../../../../voting/protocol-of'
import { readVote } from '../../read-vote'

/** The protocol of a counted vote as a PDF, for the minutes. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const protocol = protocolOf(visit, election)
  if (!protocol) notFound()
  return new Response(await drawProtocol(protocol), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="vote-${election.id}.pdf"` },
  })
}
