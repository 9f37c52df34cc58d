import { notFound } from 'next/navigation'
import { paperImage } from '@/lib/elections/read-papers'
import { requireStaff } from '@/lib/web/staff'
import { readVote } from '../../../read-vote'

/** The picture of an opened paper ballot, for the officer who reads it. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string; paper: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const { paper } = await params
  const image = election.state === 'reading' && /^[0-9a-f]{64}$/.test(paper) ? await paperImage(visit.deps, election, paper) : null
  if (!image) notFound()
  return new Response(new Uint8Array(image), { headers: { 'Content-Type': 'image/webp', 'Cache-Control': 'private, no-store' } })
}
