import { argumentsOf } from '@/lib/words/arguments-of'
import { en } from '@/lib/words/en'
import { isWordKey } from '@/lib/words/keys'
import type { Speak } from '@/lib/words/speak'

/** Codes of two purposes are sent with the message of another. */
const asSent: Record<string, string> = { 'second-recovery': 'recovery', staff: 'second-factor' }
const ofCode = (value: string) => `deliveries.purpose.${asSent[value] ?? value}-code`

const filters: Record<string, string> = {
  actorId: 'audit.who',
  subjectId: 'audit.whom',
  act: 'audit.act',
  outcome: 'audit.outcome',
  from: 'list.from',
  until: 'list.until',
  address: 'audit.address',
  channel: 'deliveries.channel',
  state: 'deliveries.state',
  purpose: 'deliveries.purpose',
  recipients: 'deliveries.recipient',
}

/** Facts whose value has words of its own: under which keys they may stand. */
const named: Record<string, (value: string) => string[]> = {
  channel: (value) => [`deliveries.channel.${value}`],
  channels: (value) => [`deliveries.channel.${value}`],
  template: (value) => [`deliveries.purpose.${value}`],
  purpose: (value) => [ofCode(value)],
  proves: (value) => [ofCode(value)],
  role: (value) => [`roles.role.${value}`],
  roles: (value) => [`roles.role.${value}`],
  right: (value) => [`desk.act.${value}`],
  what: (value) => [`desk.act.${value}`],
  factor: (value) => [`audit.factor.${value}`],
  factors: (value) => [`audit.factor.${value}`],
  kind: (value) => [`audit.factor.${value}`],
  contact: (value) => [`importing.field.${value}`],
  fields: (value) => [`importing.field.${value}`],
  wanted: (value) => [value === 'password' ? 'audit.factor.password' : 'importing.field.username'],
  status: (value) => [`desk.state.${value}`],
  audience: (value) => [`campaign.audience.${value}`, `editing.audience.${value}`],
  changed: (value) => [`settings.field.${value}`],
  outcome: (value) => [`audit.outcome.${value}`],
  filters: (value) => [filters[value] ?? value],
  why: (value) => [value, `details.why.${value}`],
  failure: (value) => [value],
}

/** What the log notes beside an act, in words; a name that is none is shown as it stands there. */
export function sayFact(say: Speak, name: string, value: unknown, time: Intl.DateTimeFormat): string {
  const key = `audit.fact.${name}`
  const setting = `settings.field.retention.${name}`
  const label = isWordKey(key) ? say(key) : isWordKey(setting) ? say(setting) : name
  const texts = [value].flat().map((each) => sayValue(say, name, each, time))
  return texts.join('') === '' ? '' : `${label}: ${texts.join(', ')}`
}

function sayValue(say: Speak, name: string, value: unknown, time: Intl.DateTimeFormat): string {
  if (typeof value === 'boolean') return say(value ? 'settings.yes' : 'settings.no')
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return JSON.stringify(value)
  const text = String(value)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return time.format(new Date(text))
  for (const key of named[name]?.(text) ?? []) {
    // A sentence that needs more than the log noted is left as its name.
    if (isWordKey(key) && argumentsOf(en[key], 'en').length === 0) return say(key)
  }
  return text
}
