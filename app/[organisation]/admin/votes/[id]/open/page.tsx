import { notFound } from 'next/navigation'
import { BackLink } from '@/components/back-link'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import { phaseOf } from '@/lib/elections/rules'
import { requireStaff } from '@/lib/web/staff'
import { staffTitleOf } from '../../../../title'
import { wordsOf } from '../../../../voting/words-of'
import { StaffPage } from '../../../staff-page'
import { readVote } from '../../read-vote'
import { OpenBallots } from './open-ballots'
import { type OpeningWords, openingWords } from './opening-words'

export const generateMetadata = () => staffTitleOf('votes.run', 'votes.opening.title')

/** Where two of the three officers open the ballots of a vote that has ended. */
export default async function OpenPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const election = await readVote(visit, params)
  const { deps, say, paths } = visit
  const { manifest } = election
  if (manifest?.keys !== 'officers' || phaseOf(election, deps.now()) !== 'closing') notFound()
  return (
    <StaffPage visit={visit}>
      <div className="stack">
        <BackLink href={paths.adminVote(election.id)}>{wordsOf(visit, election.title)}</BackLink>
        <h1>{say('votes.opening.title')}</h1>
        <p>{say('votes.opening.lead')}</p>
        <OpenBallots
          election={election.id}
          box={manifest.box}
          manifestHash={hashManifest(manifest)}
          cards={[1, 2].map((number) => say('votes.opening.card', { number }))}
          openedHref={paths.adminVoteOpened(election.id)}
          doneHref={paths.adminVote(election.id)}
          words={Object.fromEntries(openingWords.map((word) => [word, say(`votes.opening.${word}`)])) as OpeningWords}
        />
      </div>
    </StaffPage>
  )
}
