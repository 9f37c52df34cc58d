import { electionsOf } from '@/lib/elections/find-election'
import { phaseOf } from '@/lib/elections/rules'
import { requireMember } from '@/lib/web/session'
import { PhaseTag } from '../../admin/votes/phase-tag'
import { InsidePage } from '../../inside-page'
import { timeOf } from '../../say-sign-in'
import { insideTitleOf } from '../../title'
import { wordsOf } from '../../voting/words-of'

export const generateMetadata = () => insideTitleOf('votes.title')

/** Every vote on whose roll this person stands: the open ones first. */
export default async function OwnVotesPage() {
  const visit = await requireMember()
  const { deps, organisation, session, say, paths } = visit
  const elections = await electionsOf(deps, organisation.id, session.personId)
  const time = timeOf(visit)
  return (
    <InsidePage visit={visit}>
      <div className="stack">
        <h1>{say('votes.title')}</h1>
        {elections.length === 0 && <p>{say('votes.own.none')}</p>}
        {elections.length > 0 && (
          <ul className="lines">
            {elections.map((election) => {
              const phase = phaseOf(election, deps.now())
              return (
                <li key={election.id} className="stack tight">
                  <a href={phase === 'counted' ? paths.voteResult(election.id) : paths.vote(election.id)}>{wordsOf(visit, election.title)}</a>
                  <PhaseTag visit={visit} phase={phase} />
                  <p className="quiet text-small">{say('votes.times', { opens: time.format(election.opensAt), closes: time.format(election.closesAt) })}</p>
                </li>
              )
            })}
          </ul>
        )}
        <a href={paths.voteSecrecy}>{say('votes.secret.title')}</a>
      </div>
    </InsidePage>
  )
}
