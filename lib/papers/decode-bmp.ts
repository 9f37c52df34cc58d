import { mostPoints } from './rules'

type Picture = { data: Uint8Array; width: number; height: number }

/** A Windows bitmap with 1, 4, 8, 24 or 32 bits to a point, not compressed, as three bytes a point; throws for any other. */
export function decodeBmp(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = view.getUint32(10, true)
  const header = view.getUint32(14, true)
  const width = view.getInt32(18, true)
  const tall = view.getInt32(22, true)
  const height = Math.abs(tall)
  const bits = view.getUint16(28, true)
  const compression = view.getUint32(30, true)
  const isPlain = compression === 0 || (compression === 3 && bits === 32)
  if (width <= 0 || height <= 0 || width * height > mostPoints || !isPlain || ![1, 4, 8, 24, 32].includes(bits)) throw new Error('not a plain bitmap')
  const row = Math.ceil((width * bits) / 32) * 4
  if (from + row * height > bytes.length) throw new Error('cut off')
  const palette = 14 + header
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const line = from + (tall > 0 ? height - 1 - y : y) * row
    for (let x = 0; x < width; x++) {
      const index = ((bytes[line + Math.floor((x * bits) / 8)] ?? 0) >> (8 - bits - ((x * bits) % 8))) & (2 ** bits - 1)
      const at = bits >= 24 ? line + (x * bits) / 8 : palette + index * 4
      const to = (y * width + x) * 3
      data[to] = bytes[at + 2] ?? 0
      data[to + 1] = bytes[at + 1] ?? 0
      data[to + 2] = bytes[at] ?? 0
    }
  }
  return { data, width, height }
}
