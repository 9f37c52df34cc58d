import type { Count } from '@/lib/ballots/rules'
import type { Question } from '@/lib/ballots/schema'
import type { Speak } from '@/lib/words/speak'

/** How many were blank, and by which rule somebody won. */
export const sayBlanks = (say: Speak, { kind, majority }: Question, { blank }: Count) =>
  kind === 'ranked' ? say('votes.blanks.ranked', { blank }) : say('votes.blanks', { blank, majority: say(`votes.majority.${majority}`) })
