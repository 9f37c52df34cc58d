import type { ChainedEvent, Place } from './store'

// ArcSight Common Event Format, version 0: seven fields between bars, then keys of its dictionary.
const product = 'CEF:0|Porten|Porten|1'
/** Characters of one value, as in the other format; and of all details together, as the dictionary has it for a string of one's own. */
const longest = 500
const longestDetails = 4_000

/** From 0 to 10. */
const severities = { success: 3, failure: 6, broken: 10 } as const

export function cefEvent(slug: string, event: ChainedEvent & Place): string {
  const { act, at, outcome, id, actorId, subjectId, details, personal } = event
  const { address, userAgent, reason, ...others } = personal ?? {}
  const more = { ...Object(details), ...others }
  return write(act, severities[outcome === 'failure' ? 'failure' : 'success'], {
    rt: at.getTime(),
    externalId: id,
    act,
    outcome,
    suid: actorId,
    duid: subjectId,
    ...(address?.includes(':') ? { c6a2Label: 'Source IPv6 Address', c6a2: address } : { src: address }),
    requestClientApplication: userAgent,
    reason,
    ...chainOf(slug, event),
    ...(Object.keys(more).length > 0 ? { cs3Label: 'details', cs3: JSON.stringify(more) } : {}),
  })
}

/** The head of a chain, or the link that is not in it any more. */
export const cefPlace = (slug: string, name: 'audit.head' | 'audit.broken', place: Place, at: Date) =>
  write(name, name === 'audit.broken' ? severities.broken : severities.success, { rt: at.getTime(), act: name, ...chainOf(slug, place) })

const chainOf = (slug: string, { position, hash }: Place) => ({
  cs1Label: 'organisation',
  cs1: slug,
  cs2Label: 'hash',
  cs2: Buffer.from(hash).toString('hex'),
  cn1Label: 'position',
  cn1: String(position),
})

function write(act: string, severity: number, values: Record<string, unknown>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined)
  const name = act.replace(/[|\\]/g, '\\$&')
  return `${product}|${name}|${name}|${severity}|${given.map(([key, value]) => `${key}=${escapeValue(String(value), key === 'cs3' ? longestDetails : longest)}`).join(' ')}`
}

/** No value begins another key or ends its line: what somebody typed stays a value. */
const escapeValue = (text: string, most: number) =>
  [...text]
    .slice(0, most)
    .join('')
    .replace(/[\\=]/g, '\\$&')
    .replace(/\r?\n|[\u2028\u2029]/g, '\\n')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
