import type { Visit } from '@/lib/web/visit'
import { isWordKey } from '@/lib/words/keys'

/** Acts whose name says already that something did not succeed. */
const refusals = /(refused|missed|locked|reached|no-number|taken|given-up)$/

/** What the log calls an act, in words; an act that has none is shown as it stands there. */
export function sayAct({ say }: Pick<Visit, 'say'>, act: string, outcome: string): string {
  const key = `desk.act.${act}`
  const text = isWordKey(key) ? say(key) : act
  return outcome === 'failure' && !refusals.test(act) ? say('desk.act.failed', { act: text }) : text
}
