import { redirect } from 'next/navigation'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import { requireMember } from '@/lib/web/session'
import { InsidePage } from '../../../../inside-page'
import { insideTitleOf } from '../../../../title'
import { ManifestLine } from '../../../../voting/manifest-line'
import { questionsInWords } from '../../../../voting/questions-in-words'
import { VoteResult } from '../../../../voting/vote-result'
import { wordsOf } from '../../../../voting/words-of'
import { readOwnVote } from '../../read-own-vote'
import { receiptWords } from '../booth-words'
import { OwnReceipts } from './own-receipts'

export const generateMetadata = () => insideTitleOf('votes.result')

/** The result of a vote, for whoever stood on its roll, with the check of the own ballot where this browser cast it. */
export default async function ResultPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await requireMember()
  const election = await readOwnVote(visit, params)
  const { say, paths } = visit
  const { id, asked, manifest } = election
  if (!election.result) redirect(paths.vote(id))
  return (
    <InsidePage visit={visit}>
      <div className="stack">
        <h1>{say('votes.result.title', { vote: wordsOf(visit, asked.title) })}</h1>
        <VoteResult visit={visit} election={election} archive={paths.voteArchive(id)} />
        {manifest && (
          <OwnReceipts
            election={id}
            box={manifest.box}
            manifestHash={hashManifest(manifest)}
            questions={questionsInWords(visit, manifest.questions)}
            words={receiptWords(say)}
          />
        )}
        <ManifestLine visit={visit} manifest={asked} />
        <a href={paths.voteSecrecy}>{say('votes.secret.title')}</a>
      </div>
    </InsidePage>
  )
}
