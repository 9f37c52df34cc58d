/** One vote closed, counted and written as its archive, in a process of its own, as a worker does it: `vote-count.ts DATABASE ORGANISATION ELECTION FILE`. */
import { createWriteStream, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { boxAt } from '@/lib/box/client'
import { streamArchive } from '@/lib/box/stream-archive'
import { closeDb, openDb } from '@/lib/core/db'
import { countVotes } from '@/lib/elections/count-votes'
import { findElection } from '@/lib/elections/find-election'

const [databaseUrl = '', organisationId = '', id = '', file = ''] = process.argv.slice(2)
const deps = { db: openDb(databaseUrl, 2), now: () => new Date() }
const election = await findElection(deps, organisationId, id)
if (!election?.manifest) throw new Error('no election')
const box = boxAt(election.manifest.box)
const peak = () => Number(readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/)?.[1]) / 1_024
const before = peak()
const began = performance.now()
await box.close(id)
const closed = performance.now()
const result = await countVotes(deps, box, election)
const counted = performance.now()
const peakOfCount = peak()
await pipeline(Readable.from(streamArchive(box, election.manifest)), createWriteStream(file))
const written = performance.now()
await closeDb(deps.db)
export type Counted = { ballots: number; close: number; count: number; archive: number; before: number; peakOfCount: number; peak: number }
process.send?.({
  ballots: result?.ballots ?? 0,
  close: (closed - began) / 1_000,
  count: (counted - closed) / 1_000,
  archive: (written - counted) / 1_000,
  before,
  peakOfCount,
  peak: peak(),
} satisfies Counted)
process.disconnect()
