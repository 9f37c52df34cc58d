import { type Deps, inTransaction } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { isSame } from '@/lib/core/seal'
import { handToSyslog } from './hand-to-syslog'
import { findShipment, lastLink, linkAt, linkedEvents, lockShipment, organisationsWithEvents, saveShipment } from './store'
import { brokenLine, eventLine, type Format, headLine, type Place } from './syslog-line'

const batch = 500
/** Batches of one organisation in a run: the next run, a minute later, goes on. */
const mostBatches = 100
const day = 24 * 60 * 60_000

export type Receiver = {
  /** `tcp://log.example.org:6514`; also the name under which is kept how far it has come */
  address: string
  /** the portal's own host name, in each line */
  host: string
  format?: Format
}

/**
 * Ships the sealed events that a receiver does not have yet, in the chain's order, at least once: how far it has come is
 * written after it took them. A head goes with them daily, even when nothing happens. Throws when it is away.
 */
export async function shipEvents(deps: Deps, receiver: Receiver, slugOf: (organisationId: string) => string): Promise<void> {
  for (const { organisationId } of await organisationsWithEvents(deps.db)) {
    for (let turn = 0; turn < mostBatches; turn++) if (!(await shipBatch(deps, receiver, organisationId, slugOf(organisationId)))) break
  }
}

/** Whether there is more. One worker ships at a time; one that dies in the middle has written nothing, and its batch comes again. */
function shipBatch(deps: Deps, { address, host, format = 'rfc5424' }: Receiver, organisationId: string, slug: string): Promise<boolean> {
  return inTransaction(deps, async ({ db, now }) => {
    if (!(await lockShipment(db, organisationId, address))) return false
    const sender = { host, slug, format }
    const kept = await findShipment(db, organisationId, address)
    const last = await lastLink(db, organisationId)
    const isHeld = !kept || isSame((await linkAt(db, organisationId, kept.position))?.hash ?? Buffer.of(), kept.hash)
    const from = kept && isHeld ? kept.position : 0n // a chain that was cut or written anew is said aloud, and shipped anew
    const events = await linkedEvents(db, organisationId, from, batch)
    const isWhole = events.length < batch
    const end: Place | null = events.at(-1) ?? (last && { organisationId, position: last.position, hash: last.hash })
    const isHeadDue = isWhole && end !== null && (!kept || now().getTime() - kept.headSentAt.getTime() >= day)
    const lines = [
      ...(kept && !isHeld ? [brokenLine(sender, { organisationId, ...kept }, now())] : []),
      ...events.map((event) => (event.id ? eventLine(sender, event) : brokenLine(sender, { ...event, organisationId }, now()))),
      ...(isHeadDue ? [headLine(sender, end, now())] : []),
    ]
    if (lines.length === 0) return false
    if (!isHeld) log().error({ organisation: slug, position: String(kept.position) }, 'the audit does not hold the event any more that was shipped last')
    await handToSyslog(address, lines)
    const headSentAt = isHeadDue ? now() : (kept?.headSentAt ?? new Date(0))
    await saveShipment(db, { organisationId, destination: address, position: end?.position ?? 0n, hash: Buffer.from(end?.hash ?? []), headSentAt })
    return !isWhole
  })
}
