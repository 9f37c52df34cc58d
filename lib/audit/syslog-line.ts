import { cefEvent, cefPlace } from './cef'
import type { ChainedEvent, Place } from './store'

// RFC 5424. Facility 13, log audit; what failed is a warning, the rest information, a chain that broke an alert.
const facility = 13
const severity = { alert: 1, warning: 4, information: 6 } as const
/** The number that RFC 5612 sets aside for those who have none of their own. */
const enterprise = 32473
/** Characters of one value. */
const longest = 500
/** Bytes of a line that every receiver should take (RFC 5425, 4.3.1), less what stands in it always. */
const roomForData = 7_000

export type Format = 'rfc5424' | 'cef'
export type Sender = { host: string; slug: string; format: Format }
export type { Place }

export function eventLine(sender: Sender, event: ChainedEvent & Place): string {
  const { outcome, act, at } = event
  if (sender.format === 'cef') return line(sender, outcome === 'failure' ? 'warning' : 'information', at, act, '-', cefEvent(sender.slug, event))
  const chained = { ...chainOf(sender, event), id: event.id, outcome, actor: event.actorId, subject: event.subjectId }
  const details = element('details', event.details, roomForData)
  const elements = [element('event', chained), details, element('personal', event.personal, roomForData - Buffer.byteLength(details))]
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

/** A list is the same name for each of it, as the RFC has it. What finds no room is counted instead. */
function element(name: string, values: unknown, room = Number.POSITIVE_INFINITY): string {
  const given = Object.entries(values ?? {}).flatMap(([key, value]) => [value].flat().map((one) => [key, one] as const))
  let left = room
  const pairs: string[] = []
  let leftOut = 0
  for (const [key, value] of given) {
    if (value === null || value === undefined) continue
    const pair = `${escapeName(key)}="${escapeValue(value)}"`
    const size = Buffer.byteLength(pair) + 1
    if (size > left) leftOut += 1
    else {
      pairs.push(pair)
      left -= size
    }
  }
  if (leftOut > 0) pairs.push(`leftOut="${leftOut}"`)
  return pairs.length === 0 ? '' : `[${name}@${enterprise} ${pairs.join(' ')}]`
}

/** Printable ASCII without what ends a name, 32 of it. */
const escapeName = (name: string) => name.replace(/[^!#-<>-\\^-~]/g, '_').slice(0, 32)

/** No value ends its quotes, its element or its line: what somebody typed stays a value. */
function escapeValue(value: unknown): string {
  return [...String(value)]
    .slice(0, longest)
    .join('')
    .replace(/["\\\]]/g, '\\$&')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (control) => `\\\\u${control.codePointAt(0)?.toString(16).padStart(4, '0')}`)
}
