import { redirect } from 'next/navigation'
import { LookAgain } from '@/components/look-again'
import { Notice } from '@/components/notice'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import type { Manifest } from '@/lib/ballots/schema'
import { phaseOf } from '@/lib/elections/rules'
import type { Election, OwnPlace } from '@/lib/elections/schema'
import { takesPost } from '@/lib/flows/elections/post-ballots'
import { type MemberVisit, requireMember } from '@/lib/web/session'
import { formWords } from '../../../form-words'
import { InsidePage } from '../../../inside-page'
import { timeOf } from '../../../say-sign-in'
import { insideTitleOf } from '../../../title'
import { CalledOff } from '../../../voting/called-off'
import { ManifestLine } from '../../../voting/manifest-line'
import { questionsInWords } from '../../../voting/questions-in-words'
import { wordsOf } from '../../../voting/words-of'
import { readOwnVote } from '../read-own-vote'
import { giveBackVote } from './actions'
import { Booth } from './booth'
import { boothWords } from './booth-words'
import { GiveBackKept } from './give-back'
import { SimpleBallot } from './simple-ballot'

export const generateMetadata = () => insideTitleOf('votes.title')

/** One vote: the ballot with its one button while it is open, before and after it what there is to know. */
export default async function OwnVotePage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireMember()
  const election = await readOwnVote(visit, params)
  const { deps, say, paths } = visit
  const { id, asked, manifest, opensAt, roll } = election
  const phase = phaseOf(election, deps.now())
  if (phase === 'counted') redirect(paths.voteResult(id))
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <h1>{wordsOf(visit, asked.title)}</h1>
        {phase === 'announced' && <Notice>{say('votes.announced', { at: timeOf(visit).format(opensAt) })}</Notice>}
        {roll === 'waiting' && (phase === 'announced' || phase === 'open') && <Notice>{say('votes.toPost.waiting')}</Notice>}
        {phase === 'open' &&
          (manifest ? <SealedBallot visit={visit} election={{ ...election, manifest }} /> : <SimpleBallot visit={visit} election={election} />)}
        {manifest && manifest.paper !== 'none' && roll !== 'paper_office' && (phase === 'announced' || phase === 'open') && (
          <a href={paths.voteSheet(id)}>{say('votes.sheet.instead')}</a>
        )}
        {phase === 'announced' && takesPost(election, deps.now()) && <GiveBackKept election={id} form={giveBackForm(visit, election)} />}
        <CalledOff visit={visit} election={election} />
        {phase === 'reading' && <p role="status">{say('votes.reading')}</p>}
        {phase === 'closing' && (
          <>
            <p role="status">{say('votes.closing')}</p>
            <LookAgain href={paths.vote(id)} label={say('votes.lookAgain')} afterMs={5_000} />
          </>
        )}
        {phase !== 'called-off' && <ManifestLine visit={visit} manifest={asked} />}
        <p className="quiet text-small">{say('votes.notForStatutory')}</p>
        <a href={paths.voteSecrecy}>{say('votes.secret.title')}</a>
      </div>
    </InsidePage>
  )
}

type Sealed = Election & { manifest: Manifest; roll: OwnPlace }

const giveBackForm = (visit: MemberVisit, { closesAt }: Pick<Election, 'closesAt'>) => ({
  action: giveBackVote,
  words: {
    title: visit.say('votes.toPost'),
    text: visit.say('votes.toPost.text', { closes: timeOf(visit).format(closesAt) }),
    send: visit.say('votes.toPost.send'),
  },
  ...formWords(visit.say),
})

/** Sealed and sent to the box by the browser itself. */
function SealedBallot({ visit, election }: { visit: MemberVisit; election: Sealed }) {
  const { deps, say, paths, base } = visit
  const { id, manifest, roll, closesAt } = election
  const closes = timeOf(visit).format(closesAt)
  return (
    <>
      <p>{say(manifest.revote ? 'votes.open.again' : 'votes.open.once', { closes })}</p>
      <noscript>
        <Notice>{say(manifest.paper === 'none' ? 'votes.noScript' : 'votes.noScript.paper')}</Notice>
      </noscript>
      {roll === 'paper_office' ? (
        <Notice>{say('votes.card.byPost')}</Notice>
      ) : (
        <Booth
          election={id}
          box={manifest.box}
          manifestHash={hashManifest(manifest)}
          isRevotable={manifest.revote}
          isIssued={roll === 'issued'}
          questions={questionsInWords(visit, manifest.questions)}
          cardHref={paths.voteCard(id)}
          signInHref={`${paths.signIn}?to=${encodeURIComponent(`${base}/votes/${id}`)}`}
          words={boothWords(say, { closes })}
          giveBack={takesPost(election, deps.now()) ? giveBackForm(visit, election) : null}
        />
      )}
    </>
  )
}
