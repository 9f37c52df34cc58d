import { isWordKey } from '@/lib/words/keys'
import type { Speak } from '@/lib/words/speak'

/** A column of the register file by its name for people. */
export function sayField(say: Speak, field: string): string {
  const key = `importing.field.${field}`
  return isWordKey(key) ? say(key) : field
}
