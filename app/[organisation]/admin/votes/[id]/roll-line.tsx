import { readRoll } from '@/lib/elections/find-election'
import type { Election } from '@/lib/elections/schema'
import type { MemberVisit } from '@/lib/web/session'

/** How many may vote and how many have collected a card: whether they used it nobody knows before the end. */
export async function RollLine({ visit, election }: { visit: MemberVisit; election: Election }) {
  const { deps, say } = visit
  const { eligible, issued, voted, byPost } = await readRoll(deps, election)
  return (
    <section className="stack tight">
      <h2>{say('votes.roll')}</h2>
      {eligible === 0 && election.state === 'counted' ? (
        <p>{say('votes.roll.gone')}</p>
      ) : (
        <>
          <p>{election.simple ? say('votes.roll.simple', { eligible, voted }) : say('votes.roll.text', { eligible, issued })}</p>
          {byPost > 0 && <p>{say('votes.roll.byPost', { byPost })}</p>}
          <p className="quiet text-small">{say(election.simple ? 'votes.roll.simple.hint' : 'votes.roll.hint')}</p>
        </>
      )}
    </section>
  )
}
