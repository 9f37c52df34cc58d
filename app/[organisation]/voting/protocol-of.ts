import { hashManifest } from '@/lib/ballots/hash-manifest'
import { type Count, isQuorate } from '@/lib/ballots/rules'
import type { Question } from '@/lib/ballots/schema'
import type { Protocol } from '@/lib/elections/draw-protocol'
import { frozenOf, shareOf } from '@/lib/elections/rules'
import type { Election } from '@/lib/elections/schema'
import type { Visit } from '@/lib/web/visit'
import { timeOf } from '../say-sign-in'
import { sayBlanks } from './say-blanks'
import { sayOutcome } from './say-outcome'
import { wordsOf } from './words-of'

type Speaking = Pick<Visit, 'say' | 'organisation' | 'deps'>

/** What the minutes of a meeting need of a counted vote; null before it is counted. */
export function protocolOf(visit: Speaking, election: Election): Protocol | null {
  const { say, organisation, deps } = visit
  const { simple, result, title, opensAt, closesAt } = election
  const manifest = frozenOf(election)
  if (!manifest || !result) return null
  const time = timeOf(visit)
  const percent = (part: number, whole: number) =>
    new Intl.NumberFormat(say.language, { style: 'percent', maximumFractionDigits: 1 }).format(shareOf(part, whole) / 10_000)
  const { ballots, undecipherable, papers } = result
  const isEnough = isQuorate(manifest, ballots)
  const turnout = [
    say('votes.turnout.text', { ballots, eligible: manifest.eligible, share: percent(ballots, manifest.eligible) }),
    ...(manifest.quorum > 0 ? [say(isEnough ? 'votes.quorum.reached' : 'votes.quorum.missed', { quorum: manifest.quorum })] : []),
    ...(papers === undefined ? [] : [say('votes.papers.channel', { papers })]),
    ...(undecipherable > 0 ? [say('votes.undecipherable', { count: undecipherable })] : []),
  ]
  return {
    title: say('votes.protocol.title', { vote: wordsOf(visit, title) }),
    organisation: organisation.settings.name,
    language: say.language,
    at: deps.now(),
    parts: [
      { heading: say('votes.turnout'), lines: [say('votes.times', { opens: time.format(opensAt), closes: time.format(closesAt) }), ...turnout] },
      ...manifest.questions.map((question, at) => ({
        heading: wordsOf(visit, question.text),
        lines: linesOf(visit, question, result.counts[at], percent, isEnough),
      })),
      {
        heading: say('votes.archive'),
        lines: [
          `${say('votes.manifest')} ${hashManifest(manifest)}`,
          say('votes.protocol.made', { at: time.format(deps.now()) }),
          ...(simple ? [say('votes.simple.label')] : []),
          say('votes.notForStatutory'),
        ],
      },
    ],
    signatures: [say('votes.protocol.sign'), say('votes.protocol.sign')],
  }
}

function linesOf(visit: Speaking, question: Question, count: Count | undefined, percent: (part: number, whole: number) => string, isEnough: boolean): string[] {
  if (!count) return []
  const { say } = visit
  const names = question.options.map(({ text }) => wordsOf(visit, text))
  const given = count.ballots - count.blank
  const number = new Intl.NumberFormat(say.language)
  return [
    ...sayOutcome(say, question, count, names, isEnough),
    ...names.map((name, at) => `${name}: ${number.format(count.votes[at] ?? 0)} (${percent(count.votes[at] ?? 0, given)})`),
    sayBlanks(say, question, count),
    ...count.stages.map(
      (stage, at) =>
        `${say('votes.stage', { number: at + 1 })}: ${names.map((name, option) => `${name} ${number.format((stage.votes[option] ?? 0) / 100_000)}`).join(' · ')}`,
    ),
  ]
}
