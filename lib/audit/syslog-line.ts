import { cefEvent, cefPlace } from './cef'
import type { ChainedEvent, Place } from './store'

// RFC 5424. Facility 13, log audit; what failed is a warning, the rest information, a chain that broke an alert.
const facility = 13
const severity = { alert: 1, warning: 4, information: 6 } as const
/** The number that RFC 5612 sets aside for those who have none of their own. */
const enterprise = 32473
/** Characters of one value: a line stays below what a datagram holds. */
const longest = 500

export type Format = 'rfc5424' | 'cef'
export type Sender = { host: string; slug: string; format: Format }
export type { Place }

export function eventLine(sender: Sender, event: ChainedEvent & Place): string {
  const { outcome, act, at } = event
  if (sender.format === 'cef') return line(sender, outcome === 'failure' ? 'warning' : 'information', at, act, '-', cefEvent(sender.slug, event))
  const chained = { ...chainOf(sender, event), id: event.id, outcome, actor: event.actorId, subject: event.subjectId }
  const elements = [element('event', chained), element('details', event.details), element('personal', event.personal)]
  return line(sender, outcome === 'failure' ? 'warning' : 'information', at, act, elements.join(''), `${act} ${outcome}`)
}

/** The last link, told by itself: a chain that is cut afterwards does not hold it any more. */
export function headLine(sender: Sender, place: Place, at: Date): string {
  if (sender.format === 'cef') return line(sender, 'information', at, 'audit.head', '-', cefPlace(sender.slug, 'audit.head', place, at))
  return line(sender, 'information', at, 'audit.head', element('event', chainOf(sender, place)), `the audit holds ${place.position} events`)
}

/** The link that was shipped last is not in the chain any more. */
export function brokenLine(sender: Sender, place: Place, at: Date): string {
  if (sender.format === 'cef') return line(sender, 'alert', at, 'audit.broken', '-', cefPlace(sender.slug, 'audit.broken', place, at))
  return line(sender, 'alert', at, 'audit.broken', element('event', chainOf(sender, place)), `the audit does not hold event ${place.position} any more`)
}

const chainOf = ({ slug }: Sender, { organisationId, position, hash }: Place) => ({
  organisation: slug,
  organisationId,
  position: String(position),
  hash: Buffer.from(hash).toString('hex'),
})

function line({ host }: Sender, level: keyof typeof severity, at: Date, act: string, data: string, text: string): string {
  return `<${facility * 8 + severity[level]}>1 ${at.toISOString()} ${host.slice(0, 255)} porten - ${act.slice(0, 32)} ${data} ${text}`
}

function element(name: string, values: unknown): string {
  const given = Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== undefined)
  if (given.length === 0) return ''
  return `[${name}@${enterprise} ${given.map(([key, value]) => `${key}="${escapeValue(value)}"`).join(' ')}]`
}

/** No value ends its quotes, its element or its line: what somebody typed stays a value. */
function escapeValue(value: unknown): string {
  const text = Array.isArray(value) ? value.join(' ') : String(value)
  return [...text]
    .slice(0, longest)
    .join('')
    .replace(/["\\\]]/g, '\\$&')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (control) => `\\\\u${control.codePointAt(0)?.toString(16).padStart(4, '0')}`)
}
