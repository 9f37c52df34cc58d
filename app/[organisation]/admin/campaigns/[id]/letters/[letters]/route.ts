import { notFound } from 'next/navigation'
import { z } from 'zod'
import { takeLetters } from '@/lib/flows/campaign/take-letters'
import { requireStaff } from '@/lib/web/staff'

const address = z.object({ id: z.uuid(), letters: z.uuid() })

/** A pile of letters for the printer. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string; letters: string }> }) {
  const { deps, organisation, session, client } = await requireStaff('campaign.run')
  const read = address.safeParse(await params)
  const actor = { actorId: session.personId, client }
  const pdf = read.success ? await takeLetters(deps, organisation, actor, { campaignId: read.data.id, lettersId: read.data.letters }) : null
  if (!pdf) notFound()
  return new Response(pdf, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${organisation.slug}-letters.pdf"`,
      'Cache-Control': 'no-store',
    },
  })
}
