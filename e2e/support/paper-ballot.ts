import sharp from 'sharp'
import { encode } from 'uqr'
import { code, markSide, marks, page } from '@/lib/papers/layout'
import { packSheetCode, type SheetCode } from '@/lib/papers/sheet'
import { type Grey, planeOf } from '@/lib/papers/straighten'

// Sheets as they come out of a printer, and photographs of them as people take them.

/** A printed sheet as a picture, `density` points to a millimetre, with crosses where `crosses` says; millimetres. */
export async function printSheet(sheet: SheetCode, { density = 8, crosses = [] as { x: number; y: number }[], without = -1 } = {}): Promise<Grey> {
  const { data: modules, size } = encode([...packSheetCode(sheet)], { ecc: 'M', border: 0 })
  const module = code.side / size
  const dark = modules.flatMap((row, y) =>
    row.flatMap((isDark, x) =>
      isDark ? [`<rect x="${code.x + x * module}" y="${code.y + y * module}" width="${module * 1.02}" height="${module * 1.02}"/>`] : [],
    ),
  )
  const squares = marks.flatMap(({ x, y }, at) =>
    at === without ? [] : [`<rect x="${x - markSide / 2}" y="${y - markSide / 2}" width="${markSide}" height="${markSide}"/>`],
  )
  const lines = [40, 60, 80, 100].map(
    (y) =>
      `<rect x="20" y="${y - 4}" width="5" height="5" fill="none" stroke="#000" stroke-width="0.4"/><text x="30" y="${y}" font-size="5">Ja eller nei</text>`,
  )
  const drawn = crosses.map(
    ({ x, y }) => `<path d="M${x - 3} ${y - 3}L${x + 3} ${y + 3}M${x - 3} ${y + 3}L${x + 3} ${y - 3}" stroke="#223" stroke-width="0.8"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${page.width} ${page.height}" width="${page.width * density}" height="${page.height * density}"><rect width="100%" height="100%" fill="#fff"/>${[...dark, ...squares, ...lines, ...drawn].join('')}</svg>`
  const { data, info } = await sharp(Buffer.from(svg)).greyscale().toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

type Photograph = {
  /** the sheet's corners in the photograph, in shares of its sides */
  corners: readonly (readonly [number, number])[]
  width?: number
  height?: number
  noise?: number
  /** how bright white is at the left and at the right, 0 to 255 */
  light?: readonly [number, number]
}

/** Corners of a photograph taken from above, a little askew. */
export const onTable = [
  [0.08, 0.06],
  [0.93, 0.07],
  [0.92, 0.95],
  [0.07, 0.94],
] as const

/** A picture of the sheet on a table, taken from somewhere. */
export function photograph(sheet: Grey, { corners, width = 1800, height = 2400, noise = 0, light = [235, 235] }: Photograph): Grey {
  const at = corners.map(([x, y]) => ({ x: x * width, y: y * height }))
  const own = [
    { x: 0, y: 0 },
    { x: sheet.width, y: 0 },
    { x: sheet.width, y: sheet.height },
    { x: 0, y: sheet.height },
  ]
  const plane = planeOf(at, own)
  if (!plane) throw new Error('the corners lie on a line')
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = plane
  const data = new Uint8Array(width * height)
  const { data: points, width: wide, height: high } = sheet
  const [left, right] = light
  let random = 12345
  // Millions of points: no function and no object for each.
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const depth = g * x + h * y + 1
      const u = (a * x + b * y + c) / depth
      const v = (d * x + e * y + f) / depth
      let mixed = 90
      if (u >= 0 && v >= 0 && u < wide - 1 && v < high - 1) {
        const from = Math.floor(v) * wide + Math.floor(u)
        mixed = ((points[from] ?? 0) + (points[from + 1] ?? 0) + (points[from + wide] ?? 0) + (points[from + wide + 1] ?? 0)) / 4
      }
      random = (random * 1103515245 + 12345) & 0x7fffffff
      const white = (left + ((right - left) * x) / width) / 255
      const bright = 12 + mixed * white + ((random >> 8) / 0x7fffff - 0.5) * 2 * noise
      data[y * width + x] = Math.max(0, Math.min(255, bright))
    }
  return { data, width, height }
}

/** As a file that a camera would write. */
export const asFile = ({ data, width, height }: Grey) => sharp(data, { raw: { width, height, channels: 1 } })
