import { ButtonLink } from '@/components/button'
import { papersOf } from '@/lib/elections/read-papers'
import type { Election } from '@/lib/elections/schema'
import type { MemberVisit } from '@/lib/web/session'

/** How many paper ballots wait to be entered, and the way there. */
export async function PapersLeft({ visit: { deps, say, paths }, election }: { visit: MemberVisit; election: Election }) {
  const { waiting, all } = await papersOf(deps, election)
  return (
    <section className="notice">
      <h2>{say('votes.papers')}</h2>
      <p>{waiting === 0 ? say('votes.papers.done') : say('votes.papers.left', { waiting, all })}</p>
      {waiting > 0 && <ButtonLink href={paths.adminVotePapers(election.id)}>{say('votes.papers')}</ButtonLink>}
    </section>
  )
}
