import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { normalForm } from './rules'

/** Passwords known from breaches, by SHA-1 in capital hex. May throw: the caller decides what then. */
export type BreachedSet = { holds: (sha1: string) => Promise<boolean> }

/** Where the operator may put such a file: whole SHA-1s or beginnings of them, in hex and sorted, with or without `:count` behind. */
const breachedFile = '.data/breached-passwords.txt'

export const breachedName = (typed: string) => createHash('sha1').update(normalForm(typed), 'utf8').digest('hex').toUpperCase()

/** A sorted file, searched where it lies: tens of gigabytes need no memory. A file that isn't there holds nothing. */
export function fileBreachedSet(path: string = breachedFile): BreachedSet {
  return {
    async holds(sha1) {
      const file = await open(/* turbopackIgnore: true */ path).catch((problem: NodeJS.ErrnoException) => {
        if (problem.code === 'ENOENT') return null
        throw problem
      })
      if (!file) return false
      try {
        return await search(file, sha1)
      } finally {
        await file.close()
      }
    },
  }
}

/** Halves the file until the line that begins the name is found, or there is none. */
async function search(file: FileHandle, sha1: string): Promise<boolean> {
  let [low, high] = [0, (await file.stat()).size] // the lines that may be it begin at or after `low` and before `high`
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const line = await firstLine(file, middle, middle === low)
    if (line === null || line.start >= high) high = middle
    else if (sha1.startsWith(line.name)) return true
    else if (line.name < sha1) low = line.end
    else high = middle
  }
  return false
}

/** The first line that begins at `position` or after it; null at the end of the file. */
async function firstLine(file: FileHandle, position: number, isLineStart: boolean) {
  const from = isLineStart ? position : position - 1
  const { bytesRead, buffer } = await file.read(Buffer.alloc(256), 0, 256, from)
  const text = buffer.toString('latin1', 0, bytesRead)
  const begin = isLineStart ? 0 : text.indexOf('\n') + 1
  if (from + begin >= from + bytesRead) return null
  const end = text.indexOf('\n', begin)
  const name = /^([0-9A-F]{10,40})(:\d+)?\r?$/i.exec(text.slice(begin, end === -1 ? undefined : end))?.[1]
  if (!name) throw new Error(`the line after byte ${from} is no SHA-1`)
  return { start: from + begin, end: from + (end === -1 ? bytesRead : end + 1), name: name.toUpperCase() }
}
