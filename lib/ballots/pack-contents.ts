import { canonical, joinBytes, uint32, utf8 } from './bytes'
import type { Contents, Manifest } from './schema'

/** Pictures of paper ballots are padded to one size too. */
const paperBytes = 128 * 1024

/** The one size of an unsealed ballot of this election, so that its length tells nothing. */
export function packedSize({ questions }: Pick<Manifest, 'questions'>, kind: 'screen' | 'paper'): number {
  if (kind === 'paper') return paperBytes
  const fullest = { answers: questions.map(({ most }) => ({ nonce: 'x'.repeat(14), choice: Array(most).fill(10) })) }
  return Math.ceil((4 + canonical(fullest).length) / 64) * 64
}

/** Length, canonical JSON, zeros. */
export function packContents(manifest: Pick<Manifest, 'questions'>, contents: Contents): Uint8Array<ArrayBuffer> {
  const size = packedSize(manifest, 'image' in contents ? 'paper' : 'screen')
  const text = utf8(canonical(contents))
  if (text.length + 4 > size) throw new Error('the ballot does not fit')
  return joinBytes(uint32(text.length), text, new Uint8Array(size - 4 - text.length))
}

/** What `packContents` wrote, not yet judged; throws when it is anything else. */
export function unpackContents(bytes: Uint8Array): unknown {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + length)))
  if (canonical(value) !== new TextDecoder().decode(bytes.subarray(4, 4 + length))) throw new Error('not canonical')
  if (bytes.subarray(4 + length).some((byte) => byte !== 0)) throw new Error('not padded')
  return value
}
