import { redirect } from 'next/navigation'
import { LookAgain } from '@/components/look-again'
import { Notice } from '@/components/notice'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import { phaseOf } from '@/lib/elections/rules'
import { requireMember } from '@/lib/web/session'
import { InsidePage } from '../../../inside-page'
import { timeOf } from '../../../say-sign-in'
import { insideTitleOf } from '../../../title'
import { ManifestLine } from '../../../voting/manifest-line'
import { questionsInWords } from '../../../voting/questions-in-words'
import { wordsOf } from '../../../voting/words-of'
import { readOwnVote } from '../read-own-vote'
import { Booth } from './booth'
import { boothWords } from './booth-words'

export const generateMetadata = () => insideTitleOf('votes.title')

/** One vote: the ballot with its one button while it is open, before and after it what there is to know. */
export default async function OwnVotePage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireMember()
  const election = await readOwnVote(visit, params)
  const { deps, say, paths, base } = visit
  const { id, manifest, opensAt, closesAt } = election
  const phase = phaseOf(election, deps.now())
  if (phase === 'counted') redirect(paths.voteResult(id))
  const time = timeOf(visit)
  const hasPaper = manifest.paper !== 'none'
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <h1>{wordsOf(visit, manifest.title)}</h1>
        {phase === 'announced' && <Notice>{say('votes.announced', { at: time.format(opensAt) })}</Notice>}
        {phase === 'open' && (
          <>
            <p>{say(manifest.revote ? 'votes.open.again' : 'votes.open.once', { closes: time.format(closesAt) })}</p>
            <noscript>
              <Notice>{say(hasPaper ? 'votes.noScript.paper' : 'votes.noScript')}</Notice>
            </noscript>
            <Booth
              election={id}
              box={manifest.box}
              manifestHash={hashManifest(manifest)}
              isRevotable={manifest.revote}
              roll={election.roll}
              questions={questionsInWords(visit, manifest.questions)}
              cardHref={paths.voteCard(id)}
              signInHref={`${paths.signIn}?to=${encodeURIComponent(`${base}/votes/${id}`)}`}
              words={boothWords(say, { closes: time.format(closesAt) })}
            />
          </>
        )}
        {hasPaper && (phase === 'announced' || phase === 'open') && <a href={paths.voteSheet(id)}>{say('votes.sheet.instead')}</a>}
        {phase === 'reading' && <p role="status">{say('votes.reading')}</p>}
        {phase === 'closing' && (
          <>
            <p role="status">{say('votes.closing')}</p>
            <LookAgain href={paths.vote(id)} label={say('votes.lookAgain')} afterMs={5_000} />
          </>
        )}
        <ManifestLine visit={visit} manifest={manifest} />
        <p className="quiet text-small">{say('votes.notForStatutory')}</p>
        <a href={paths.voteSecrecy}>{say('votes.secret.title')}</a>
      </div>
    </InsidePage>
  )
}
