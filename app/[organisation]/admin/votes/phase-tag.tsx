import { Tag } from '@/components/tag'
import type { Phase } from '@/lib/elections/rules'
import type { Visit } from '@/lib/web/visit'

const tones = {
  draft: 'brand',
  freezing: 'brand',
  announced: 'brand',
  open: 'good',
  closing: 'brand',
  reading: 'brand',
  counted: 'good',
  'called-off': 'bad',
} as const

/** Where a vote stands, in a word or two. */
export function PhaseTag({ visit: { say }, phase }: { visit: Pick<Visit, 'say'>; phase: Phase }) {
  return <Tag tone={tones[phase]}>{say(`votes.phase.${phase}`)}</Tag>
}
