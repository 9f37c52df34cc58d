import { createReadStream } from 'node:fs'
import { Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { failure, type Result, success } from '@/lib/core/result'
import { copyLine } from './copy-line'
import { csvRows } from './csv-rows'
import { personIds } from './person-ids'
import { findDelimiter, type RowContext, readHeader, readRow } from './rules'
import type { Fault, ImportProgress, Reason, RegisterColumn } from './schema'
import type { FileSurvey } from './survey-file'

type Staging = {
  path: string
  survey: FileSurvey
  context: RowContext
  /** given to new persons */
  startedAt: Date
  /** takes PostgreSQL's COPY text */
  copy: Writable
  onProgress: (progress: ImportProgress) => void
}

/** Longest row that is read at all, in characters: longer ones end the import before anything is written. */
const longestRow = 16 * 1_024 * 1_024
/** The file is read in pieces of this length; bytes. */
const pieceLength = 128 * 1_024

/** Reads the columns of a file from its first line. */
export function readColumns(header: string): Result<RegisterColumn[], Reason> {
  let names: string[] = []
  const reader = csvRows(findDelimiter(header), (cells) => {
    names = cells ?? [header]
  })
  reader.feed(header)
  reader.end()
  return readHeader(names)
}

/** Streams the file's rows by the rules into the staging table, the bad ones with what is wrong with them. */
export async function stageRows({ path, survey, context, startedAt, copy, onProgress }: Staging): Promise<Result<{ rows: number }, Reason>> {
  const columns = readColumns(survey.header)
  if (!columns.ok) return columns
  const nextId = personIds(startedAt)
  let rows = -1 // the header is none
  let staged = ''
  const reader = csvRows(findDelimiter(survey.header), (cells, line) => {
    if (++rows === 0) return
    const read = cells ? readRow(cells, columns.value, context) : misquoted
    staged += copyLine(line, read.ok ? nextId() : null, read)
  })
  const decoder = new TextDecoder()
  let done = 0
  let tooLongAt: number | null = null
  const rules = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      reader.feed(decoder.decode(chunk, { stream: true }))
      done += chunk.length
      onProgress({ phase: 'staging', done, total: survey.bytes })
      const { length, line } = reader.pending()
      if (length > longestRow) {
        tooLongAt = line
        return next(new Error('too long a row'))
      }
      hand(next)
    },
    flush(next) {
      reader.feed(decoder.decode())
      reader.end()
      hand(next)
    },
  })
  const hand = (next: (error: null, data: string) => void) => {
    const full = staged
    staged = ''
    next(null, full)
  }
  try {
    await pipeline(createReadStream(path, { highWaterMark: pieceLength }), rules, copy)
  } catch (error) {
    if (tooLongAt !== null) return failure({ key: 'import.rowTooLong', values: { line: tooLongAt } })
    throw error
  }
  return success({ rows: Math.max(rows, 0) })
}

const misquoted = failure<Fault[]>([{ column: null, key: 'import.brokenQuotes' }])
