import type { Visit } from '@/lib/web/visit'
import { en } from '@/lib/words/en'
import { isWordKey, type WordKey } from '@/lib/words/keys'

type Act = WordKey extends infer Key ? (Key extends `desk.act.${infer Name}` ? (Name extends 'failed' ? never : Name) : never) : never

/** Every act that the log knows. */
export const acts = Object.keys(en).flatMap((key) => (key.startsWith('desk.act.') && key !== 'desk.act.failed' ? [key.slice(9) as Act] : []))

/** Acts whose name says already that something did not succeed. */
const refusals = /(refused|missed|locked|reached|no-number|taken|given-up)$/

/** What the log calls an act, in words; an act that has none is shown as it stands there. */
export function sayAct({ say }: Pick<Visit, 'say'>, act: string, outcome: string): string {
  const key = `desk.act.${act}`
  const text = isWordKey(key) ? say(key) : act
  return outcome === 'failure' && !refusals.test(act) ? say('desk.act.failed', { act: text }) : text
}
