import { isQuorate } from '@/lib/ballots/rules'
import { frozenOf, shareOf } from '@/lib/elections/rules'
import type { Election } from '@/lib/elections/schema'
import type { Visit } from '@/lib/web/visit'
import { QuestionResult } from './question-result'

/** The result of a counted vote: turnout, quorum, each question, and everything to check it by. */
export function VoteResult({ visit, election, archive }: { visit: Pick<Visit, 'say' | 'organisation'>; election: Election; archive: string }) {
  const { say } = visit
  const { result } = election
  const asked = frozenOf(election)
  if (!asked || !result) return null
  const isEnough = isQuorate(asked, result.ballots)
  const share = new Intl.NumberFormat(say.language, { style: 'percent', maximumFractionDigits: 1 }).format(shareOf(result.ballots, asked.eligible) / 10_000)
  return (
    <>
      <section className="stack tight">
        <h2>{say('votes.turnout')}</h2>
        <p>{say('votes.turnout.text', { ballots: result.ballots, eligible: asked.eligible, share })}</p>
        {asked.quorum > 0 && <p>{say(isEnough ? 'votes.quorum.reached' : 'votes.quorum.missed', { quorum: asked.quorum })}</p>}
        {result.papers !== undefined && <p>{say('votes.papers.channel', { papers: result.papers })}</p>}
        {result.undecipherable > 0 && <p>{say('votes.undecipherable', { count: result.undecipherable })}</p>}
      </section>
      {asked.questions.map((question, at) => {
        const count = result.counts[at]
        // biome-ignore lint/suspicious/noArrayIndexKey: a counted vote keeps its questions where they are
        return count && <QuestionResult key={at} visit={visit} question={question} count={count} isEnough={isEnough} />
      })}
      <section className="stack tight">
        <h2>{say('votes.archive')}</h2>
        <p>{say(election.simple ? 'votes.archive.simple' : 'votes.archive.text')}</p>
        <a href={archive} download>
          {say('votes.archive.get')}
        </a>
      </section>
    </>
  )
}
