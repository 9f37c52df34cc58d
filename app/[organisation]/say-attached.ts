import type { AttachedProblem } from '@/lib/flows/contact/check-attached'
import type { Speak } from '@/lib/words/speak'

const longestName = 80

/** What is wrong with the files of a message, and with which of them. */
export const sayAttached = (say: Speak, { key, name }: AttachedProblem): string => (name ? `${name.slice(0, longestName)}: ${say(key)}` : say(key))
