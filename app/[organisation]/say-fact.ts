import { argumentsOf } from '@/lib/words/arguments-of'
import { en } from '@/lib/words/en'
import { isWordKey } from '@/lib/words/keys'
import type { Speak } from '@/lib/words/speak'

/** Facts whose value has a word of its own: what stands before the value's name in its key. */
const named: Record<string, string> = {
  channel: 'deliveries.channel.',
  channels: 'deliveries.channel.',
  template: 'deliveries.purpose.',
  role: 'roles.role.',
  roles: 'roles.role.',
  right: 'desk.act.',
  what: 'desk.act.',
  why: '',
  failure: '',
}

/** What the log notes beside an act, in words; a name that is none is shown as it stands there. */
export function sayFact(say: Speak, name: string, value: unknown): string {
  const key = `audit.fact.${name}`
  const setting = `settings.field.retention.${name}`
  const label = isWordKey(key) ? say(key) : isWordKey(setting) ? say(setting) : name
  const texts = [value].flat().map((each) => sayValue(say, name, each))
  return texts.join('') === '' ? '' : `${label}: ${texts.join(', ')}`
}

function sayValue(say: Speak, name: string, value: unknown): string {
  if (typeof value === 'boolean') return say(value ? 'settings.yes' : 'settings.no')
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return JSON.stringify(value)
  const key = `${named[name]}${value}`
  // A sentence that needs more than the log noted is left as its name.
  return name in named && isWordKey(key) && argumentsOf(en[key], 'en').length === 0 ? say(key) : String(value)
}
