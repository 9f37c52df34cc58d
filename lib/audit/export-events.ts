import { stringify } from 'csv-stringify/sync'
import type { Deps } from '@/lib/core/db'
import type { EventFilter } from './schema'
import { type FoundEvent, findEvents } from './store'

export type ExportFormat = 'csv' | 'jsonl'

const batch = 1_000
const columns = ['position', 'at', 'act', 'outcome', 'actorId', 'subjectId', 'details', 'personal', 'id', 'hash'] as const

/**
 * Everything that the filter finds, newest first, as pieces of a file: one batch at a time is in memory. Each event has its
 * place in the chain and its link, so that it can be compared with what was shipped.
 */
export async function* exportEvents(deps: Deps, organisationId: string, filter: EventFilter, format: ExportFormat): AsyncGenerator<string> {
  if (format === 'csv') yield `${columns.join(',')}\r\n`
  let before: string | null = null
  for (;;) {
    const events: FoundEvent[] = await findEvents(deps.db, organisationId, filter, before, batch)
    if (events.length > 0) yield format === 'csv' ? csv(events) : events.map((event) => `${JSON.stringify(told(event))}\n`).join('')
    before = events.at(-1)?.id ?? null
    if (events.length < batch) return
  }
}

const told = ({ position, hash, ...event }: FoundEvent) => ({
  position: position === null ? null : Number(position),
  ...event,
  at: event.at.toISOString(),
  hash: hash && Buffer.from(hash).toString('hex'),
})

/** What somebody typed is never a formula in a spreadsheet. */
const csv = (events: FoundEvent[]) =>
  stringify(
    events.map((event) => {
      const row = { ...told(event), details: JSON.stringify(event.details), personal: event.personal && JSON.stringify(event.personal) }
      return columns.map((column) => row[column])
    }),
    { record_delimiter: 'windows', escape_formulas: true },
  )
