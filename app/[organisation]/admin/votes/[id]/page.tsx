import { BackLink } from '@/components/back-link'
import { ButtonLink } from '@/components/button'
import { Notice } from '@/components/notice'
import { fewVoters, frozenOf, phaseOf } from '@/lib/elections/rules'
import { takesPost } from '@/lib/flows/elections/post-ballots'
import { requireStaff } from '@/lib/web/staff'
import { timeOf } from '../../../say-sign-in'
import { staffTitleOf } from '../../../title'
import { CalledOff } from '../../../voting/called-off'
import { ManifestLine } from '../../../voting/manifest-line'
import { VoteResult } from '../../../voting/vote-result'
import { wordsOf } from '../../../voting/words-of'
import { StaffPage } from '../../staff-page'
import { PhaseTag } from '../phase-tag'
import { readVote } from '../read-vote'
import { DraftParts } from './draft-parts'
import { PapersLeft } from './papers-left'
import { PlanLines } from './plan-lines'
import { RollLine } from './roll-line'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.title')

/** One vote: as a draft what is left to do before it is frozen; afterwards how it stands, and its result. */
export default async function VotePage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const { deps, say, paths } = visit
  const phase = phaseOf(election, deps.now())
  const asked = frozenOf(election)
  return (
    <StaffPage visit={visit}>
      {/* With its address: without one a page at #questions would only be looked for there. */}
      {(phase === 'freezing' || (phase === 'closing' && election.keys === 'portal')) && (
        <meta httpEquiv="refresh" content={`3;url=${paths.adminVote(election.id)}`} />
      )}
      <div className="stack">
        <BackLink href={paths.adminVotes}>{say('votes.title')}</BackLink>
        <div className="stack tight">
          <h1>{wordsOf(visit, election.title)}</h1>
          <PhaseTag visit={visit} phase={phase} />
        </div>
        <CalledOff visit={visit} election={election} />
        {phase === 'called-off' && election.keys === 'officers' && <p>{say('votes.callOff.cards')}</p>}
        {phase === 'freezing' && <p role="status">{say('votes.freezing')}</p>}
        {phase === 'reading' && <PapersLeft visit={visit} election={election} />}
        {phase === 'closing' && election.keys === 'portal' && <p role="status">{say('votes.closing')}</p>}
        {phase === 'closing' && election.keys === 'officers' && (
          <>
            <p role="status">{say('votes.opening.waits')}</p>
            <ButtonLink href={paths.adminVoteOpen(election.id)}>{say('votes.opening.title')}</ButtonLink>
          </>
        )}
        {phase === 'announced' && <Notice>{say('votes.announced', { at: timeOf(visit).format(election.opensAt) })}</Notice>}
        {asked && asked.eligible < fewVoters && <Notice>{say('votes.few', { few: fewVoters })}</Notice>}
        {election.result && (
          <>
            <VoteResult visit={visit} election={election} archive={paths.adminVoteArchive(election.id)} />
            <a href={paths.adminVoteProtocol(election.id)} download>
              {say('votes.protocol')}
            </a>
          </>
        )}
        <PlanLines visit={visit} election={election} />
        {asked && phase !== 'freezing' && phase !== 'called-off' && <RollLine visit={visit} election={election} />}
        {election.manifest && election.manifest.paper !== 'none' && phase === 'open' && (
          <section className="stack tight">
            <h2>{say('votes.form.paper')}</h2>
            <p>{say('votes.papers.send.text')}</p>
            <a href={`${election.manifest.box}/paper?lang=${say.language}`}>{say('votes.papers.send')}</a>
          </section>
        )}
        {takesPost(election, deps.now()) && <a href={paths.adminVotePost(election.id)}>{say('votes.post.title')}</a>}
        {asked && phase !== 'called-off' && <ManifestLine visit={visit} manifest={asked} />}
        {(phase === 'announced' || phase === 'open') && <a href={paths.adminCallOffVote(election.id)}>{say('votes.callOff')}</a>}
        {election.state === 'draft' && <DraftParts visit={visit} election={election} />}
      </div>
    </StaffPage>
  )
}
