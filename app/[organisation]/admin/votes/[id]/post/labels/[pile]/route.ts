import { notFound } from 'next/navigation'
import { drawLabels, labelSize } from '@/lib/elections/draw-labels'
import { addressesOfPile } from '@/lib/flows/elections/post-ballots'
import { requireStaff } from '@/lib/web/staff'
import { wordsOf } from '../../../../../../voting/words-of'
import { readVote } from '../../../../read-vote'

/** The addresses of a pile as labels, in an order that is drawn anew each time, behind a page that says what to do. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string; pile: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const { deps, organisation, say } = visit
  const pile = Number((await params).pile)
  const addresses = election.state === 'frozen' ? await addressesOfPile(deps, organisation, election, pile) : []
  if (addresses.length === 0) notFound()
  const pdf = await drawLabels({
    title: say('votes.post.labels.title'),
    organisation: organisation.settings.name,
    language: say.language,
    at: deps.now(),
    lines: [wordsOf(visit, election.title), say('votes.post.pile', { pile, count: addresses.length }), say('votes.post.labels.paper', labelSize)],
    steps: say('votes.post.steps').split('\n'),
    addresses,
  })
  return new Response(pdf, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="labels-${pile}.pdf"`,
      'Cache-Control': 'no-store',
    },
  })
}
