import type { Manifest } from '@/lib/ballots/schema'
import { sheetText } from '@/lib/flows/elections/sheet-text'
import { layoutSheet } from '@/lib/papers/layout'
import type { Visit } from '@/lib/web/visit'
import { timeOf } from '../say-sign-in'
import type { SheetWords } from './sheet'

/** The ballot on paper as it is printed in the reader's language. `steps` say how it is marked and sent in: a member's own, or that of the office. */
export function sheetInWords(
  { organisation, say }: Visit,
  manifest: Manifest,
  steps: 'votes.sheet.steps' | 'votes.post.sheet',
  more: string[] = [],
): SheetWords {
  const text = sheetText(organisation, manifest, say.language)
  const closes = timeOf({ organisation, say }).format(new Date(manifest.closesAt))
  const address = `${manifest.box}/paper`.replace(/^https?:\/\//, '')
  return {
    text,
    layout: layoutSheet(text) ?? 'e',
    steps: [...say(steps, { closes, address }).split('\n'), ...more, say('votes.sheet.careful')],
    label: say('votes.sheet.region'),
  }
}
