import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import sharp, { type Sharp } from 'sharp'
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import { decodePicture } from './decode-picture'
import { type PictureProblem, pictureKindOf } from './rules'
import { readSheetCode, type SheetCode } from './sheet'
import { type Grey, straighten } from './straighten'

/** A sheet that was found: what its code says, and the sheet as officers will see it, without the code. */
export type ReadSheet = SheetCode & { image: Uint8Array }
/** One for each page that was sent, in their order. */
export type SheetReading = { sheet: ReadSheet } | { problem: PictureProblem }

/** A picture as it is sealed has at most so many bytes. */
const mostOfImage = 94_000

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer } })

/** Looks for sheets in a file; of a file of several pages, pages without a code are left out where another has one. */
export async function readSheets(bytes: Uint8Array): Promise<SheetReading[]> {
  const kind = pictureKindOf(bytes)
  if (!kind) return [{ problem: 'kind' }]
  const readings: SheetReading[] = []
  try {
    for await (const picture of decodePicture(kind, bytes)) readings.push(...(await readPage(picture)))
  } catch {
    return [{ problem: 'broken' }]
  }
  const withCode = readings.filter((reading) => !('problem' in reading) || reading.problem !== 'code')
  return withCode.length > 0 ? withCode : [{ problem: 'code' }]
}

async function readPage(picture: Grey): Promise<SheetReading[]> {
  const found = await findCode(picture)
  if (!found) return [{ problem: 'code' }]
  const { topLeft, topRight, bottomRight, bottomLeft } = found.at
  const flat = straighten(picture, [topLeft, topRight, bottomRight, bottomLeft])
  return flat ? [{ sheet: { ...found.code, image: await redraw(flat) } }] : [{ problem: 'marks' }]
}

/** As it is, then with the light evened out, then blurred against the grain of a dark room: what is left has no code, or none that anybody reads. */
async function findCode(picture: Grey): Promise<{ code: SheetCode; at: ReadResult['position'] } | null> {
  for (const attempt of [async () => picture, () => evened(picture), () => drawn(raw(picture).blur(1.2).normalise())]) {
    const grey = await attempt()
    const rgba = new Uint8ClampedArray(grey.width * grey.height * 4)
    for (let at = 0; at < grey.data.length; at++) rgba[at * 4] = rgba[at * 4 + 1] = rgba[at * 4 + 2] = grey.data[at] ?? 255
    const image = { data: rgba, width: grey.width, height: grey.height, colorSpace: 'srgb' } as ImageData
    const results = await readBarcodes(image, {
      formats: ['QRCode'],
      tryHarder: true,
      tryRotate: true,
      tryInvert: false,
      tryDownscale: true,
      maxNumberOfSymbols: 8,
    })
    for (const { bytes, position } of results) {
      const code = readSheetCode(bytes)
      if (code) return { code, at: position }
    }
  }
  return null
}

/** Each point against how bright it is around, as far as a few lines of text reach. */
async function evened(picture: Grey): Promise<Grey> {
  const { width, height } = picture
  const [wide, high] = [width, height].map((side) => Math.ceil(side / 24)) as [number, number]
  const coarse = await drawn(raw(await drawn(raw(picture).resize({ width: wide, height: high, fit: 'fill' }))).blur(3))
  const around = await drawn(raw(coarse).resize({ width, height, fit: 'fill', kernel: 'linear' }))
  const data = picture.data.map((bright, at) => Math.min(255, (bright * 170) / Math.max(8, around.data[at] ?? 255)))
  return { data, width, height }
}

const raw = ({ data, width, height }: Grey) => sharp(data, { raw: { width, height, channels: 1 } })

async function drawn(picture: Sharp): Promise<Grey> {
  const { data, info } = await picture.toColourspace('b-w').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Grey, evened in light, with nothing but the picture in it, and no larger than a ballot may be. */
async function redraw(flat: Grey): Promise<Uint8Array> {
  for (const quality of [60, 45, 30, 15, 1]) {
    const width = quality < 15 ? Math.round(flat.width / 2) : flat.width
    const bytes = await raw(flat).normalise({ lower: 1, upper: 90 }).resize({ width }).webp({ quality, effort: 4 }).toBuffer()
    if (bytes.length <= mostOfImage) return bytes
  }
  throw new Error('the picture does not become small enough')
}
