import type { Count } from '@/lib/ballots/rules'
import type { Question } from '@/lib/ballots/schema'
import type { Speak } from '@/lib/words/speak'

/** What a question's count decides, in sentences: nothing where too few voted. `names` are those of its options. */
export function sayOutcome(say: Speak, { kind }: Question, { winners, tied }: Count, names: string[], isEnough: boolean): string[] {
  if (!isEnough) return [say('votes.undecided')]
  const list = (options: number[]) => ({ names: new Intl.ListFormat(say.language).format(options.map((option) => names[option] ?? '')) })
  const outcome = [
    ...(winners.length > 0 ? [say(kind === 'yes-no' ? 'votes.decided' : 'votes.won', list(winners))] : []),
    ...(tied.length > 0 ? [say('votes.tied', list(tied))] : []),
  ]
  return outcome.length > 0 ? outcome : [say('votes.nobodyWon')]
}
