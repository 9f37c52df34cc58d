import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { failure, type Result, success } from '@/lib/core/result'
import type { ImportProgress, Reason } from './schema'

export type FileSurvey = {
  /** SHA-256 of the bytes */
  digest: Buffer
  bytes: number
  /** the first line, without a byte order mark */
  header: string
}

/** A header row is shorter than this; bytes. */
const longestHeader = 64 * 1_024

/** Goes through the file once, before anything else is done with it: is it text at all, what is it, how long? */
export async function surveyFile(path: string, onProgress: (progress: ImportProgress) => void): Promise<Result<FileSurvey, Reason>> {
  const hash = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const { size } = await stat(path)
  let bytes = 0
  let line = 1
  let start = Buffer.alloc(0)
  let hasText = false
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1_024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
    if (start.length < longestHeader) start = Buffer.concat([start, chunk.subarray(0, longestHeader - start.length)])
    try {
      const text = decoder.decode(chunk, { stream: true })
      hasText ||= /\S/.test(text)
    } catch {
      return failure({ key: 'import.notUtf8', values: { line: line + brokenLine(chunk) } })
    }
    line += lineEnds(chunk)
    onProgress({ phase: 'reading', done: bytes, total: size })
  }
  try {
    decoder.decode()
  } catch {
    return failure({ key: 'import.notUtf8', values: { line } })
  }
  if (!hasText) return failure({ key: 'import.isEmpty' })
  const text = start.toString('utf8').replace(/^\ufeff/, '')
  return success({ digest: hash.digest(), bytes, header: text.replace(/^[\r\n]+/, '').split(/\r|\n/, 1)[0] ?? '' })
}

/** How many lines of the chunk are whole before its first byte that is no UTF-8. */
function brokenLine(chunk: Buffer): number {
  const text = chunk.toString('utf8')
  const at = text.indexOf('\ufffd')
  return (at === -1 ? text : text.slice(0, at)).split('\n').length - 1
}

function lineEnds(chunk: Buffer): number {
  let lines = 0
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++
  return lines
}
