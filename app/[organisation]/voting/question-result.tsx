import { DataTable } from '@/components/data-table'
import { Labelled } from '@/components/labelled'
import type { Count } from '@/lib/ballots/rules'
import type { Question } from '@/lib/ballots/schema'
import { shareOf } from '@/lib/elections/rules'
import type { Visit } from '@/lib/web/visit'
import { sayBlanks } from './say-blanks'
import { sayOutcome } from './say-outcome'
import { wordsOf } from './words-of'

type Counted = { visit: Pick<Visit, 'say' | 'organisation'>; question: Question; count: Count; isEnough: boolean }

/** One question's numbers as a table with a bar for each option, who won, and of a ranking how the votes moved. */
export function QuestionResult({ visit, question, count, isEnough }: Counted) {
  const { say } = visit
  const names = question.options.map(({ text }) => wordsOf(visit, text))
  const given = count.ballots - count.blank
  const number = new Intl.NumberFormat(say.language)
  const share = (votes: number) => new Intl.NumberFormat(say.language, { style: 'percent', maximumFractionDigits: 1 }).format(given === 0 ? 0 : votes / given)
  const isRanked = question.kind === 'ranked'
  return (
    <section className="stack w-full">
      <h2>{wordsOf(visit, question.text)}</h2>
      <p>{sayOutcome(say, question, count, names, isEnough).join(' ')}</p>
      <DataTable
        caption={wordsOf(visit, question.text)}
        isCaptionHidden
        columns={[
          { key: 'option', label: say('votes.column.option') },
          { key: 'bar', label: say('votes.column.bar') },
          { key: 'votes', label: say(isRanked ? 'votes.column.first' : 'votes.column.votes'), isNumber: true },
          { key: 'share', label: say('votes.column.share'), isNumber: true },
        ]}
        rows={names.map((option, at) => ({
          key: String(at),
          cells: {
            option: isEnough && count.winners.includes(at) ? <strong>{option}</strong> : option,
            bar: <Bar share={shareOf(count.votes[at] ?? 0, given)} />,
            votes: <Labelled label={say(isRanked ? 'votes.column.first' : 'votes.column.votes')}>{number.format(count.votes[at] ?? 0)}</Labelled>,
            share: <Labelled label={say('votes.column.share')}>{share(count.votes[at] ?? 0)}</Labelled>,
          },
        }))}
      />
      <p className="quiet text-small">{sayBlanks(say, question, count)}</p>
      {isRanked && count.stages.length > 0 && (
        <details className="w-full">
          <summary className="link">{say('votes.stages')}</summary>
          <DataTable
            caption={say('votes.stages')}
            columns={[
              { key: 'option', label: say('votes.column.option') },
              ...count.stages.map((_, at) => ({ key: String(at), label: say('votes.stage', { number: at + 1 }), isNumber: true })),
            ]}
            rows={names.map((option, at) => ({
              key: String(at),
              cells: {
                option,
                ...Object.fromEntries(
                  count.stages.map((stage, step) => [
                    String(step),
                    <Labelled key={String(step)} label={say('votes.stage', { number: step + 1 })}>
                      {number.format((stage.votes[at] ?? 0) / 100_000)}
                    </Labelled>,
                  ]),
                ),
              },
            }))}
          />
        </details>
      )}
    </section>
  )
}

/** `share` in hundredths of a percent. The numbers beside it say the same. */
function Bar({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 10000 600" preserveAspectRatio="none" className="vote-bar" aria-hidden="true" focusable="false">
      <rect width="10000" height="600" className="rest" />
      <rect width={share} height="600" />
    </svg>
  )
}
