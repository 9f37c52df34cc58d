import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { asFile, onTable, photograph, printSheet } from '@/e2e/support/paper-ballot'
import { toText } from '@/lib/ballots/bytes'
import { publicKeyOf } from '@/lib/ballots/card'
import { pictureReader } from './picture-reader'
import { readSheets, type SheetReading } from './read-sheets'
import { packSheetCode, readSheetCode, type SheetCode } from './sheet'
import type { Grey } from './straighten'

// Photographs of a printed sheet as people take them, in every kind of file.

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const seed = toText(bytes(32))
const sheet: SheetCode = {
  election: randomUUID(),
  language: 'nb',
  card: { seed, tokenMsg: toText(Buffer.concat([bytes(32), Buffer.from(publicKeyOf(seed), 'base64url')])), tokenSig: toText(bytes(256)) },
}
const printed = await printSheet(sheet, { crosses: [{ x: 22.5, y: 58.5 }] })

/** The sheet was found, and lies flat in what is kept: the cross is where it was made, and no other box is dark. */
async function expectRead(readings: SheetReading[]) {
  const [reading] = readings
  expect(readings).toHaveLength(1)
  if (!reading || 'problem' in reading) throw new Error(`not read: ${reading?.problem}`)
  expect(reading.sheet).toMatchObject(sheet)
  const picture = sharp(reading.sheet.image)
  const { format, width = 0, exif, icc } = await picture.metadata()
  expect({ format, exif, icc }).toEqual({ format: 'webp', exif: undefined, icc: undefined })
  expect(reading.sheet.image.length).toBeLessThan(94_001)
  const scale = width / 210
  const darkness = async (x: number, y: number, side: number) => {
    const part = {
      left: Math.round((x - side / 2) * scale),
      top: Math.round((y - side / 2) * scale),
      width: Math.round(side * scale),
      height: Math.round(side * scale),
    }
    const { data } = await sharp(reading.sheet.image).extract(part).greyscale().raw().toBuffer({ resolveWithObject: true })
    return 255 - data.reduce((sum, value) => sum + value, 0) / data.length
  }
  expect(await darkness(22.5, 58.5, 3)).toBeGreaterThan(25 + (await darkness(22.5, 98.5, 3)))
  // The card is not in it.
  expect(await darkness(155, 236, 60)).toBeLessThan(12)
  return reading.sheet
}

test('a code is read as it was written, and no other is one', () => {
  const code = packSheetCode(sheet)
  expect(readSheetCode(code)).toEqual(sheet)
  for (const wrong of [
    code.subarray(1),
    Uint8Array.of(...code, 0),
    code.map((byte, at) => (at === 0 ? 1 : byte)),
    code.map((byte, at) => (at === 2 ? 9 : byte)),
  ])
    expect(readSheetCode(wrong)).toBeNull()
})

describe('a photograph', () => {
  const cases = {
    straight: { corners: onTable },
    'small, of an old telephone': { corners: onTable, width: 1100, height: 1500 },
    'on its side': { corners: [onTable[3], onTable[0], onTable[1], onTable[2]] as const, width: 2400, height: 1800 },
    'upside down': { corners: [onTable[2], onTable[3], onTable[0], onTable[1]] as const },
    'turned a little': {
      corners: [
        [0.2, 0.05],
        [0.95, 0.2],
        [0.8, 0.95],
        [0.05, 0.8],
      ] as const,
    },
    'from below': {
      corners: [
        [0.22, 0.15],
        [0.78, 0.16],
        [0.97, 0.93],
        [0.04, 0.92],
      ] as const,
    },
    'from the side': {
      corners: [
        [0.1, 0.05],
        [0.9, 0.18],
        [0.92, 0.84],
        [0.08, 0.96],
      ] as const,
    },
    'in low light, with noise': { corners: onTable, light: [90, 70] as const, noise: 14 },
    'with a shadow over one half': { corners: onTable, light: [240, 80] as const, noise: 6 },
    'in the dark, with the grain of it': { corners: onTable, light: [40, 40] as const, noise: 30 },
    'with the sheet far away': {
      corners: [
        [0.25, 0.22],
        [0.75, 0.23],
        [0.74, 0.77],
        [0.26, 0.76],
      ] as const,
      width: 2600,
      height: 3400,
      noise: 5,
    },
  }
  for (const [name, how] of Object.entries(cases))
    test(`${name} is read and straightened`, { timeout: 60_000 }, async () => {
      await expectRead(await readSheets(await asFile(photograph(printed, how)).jpeg({ quality: 80 }).toBuffer()))
    })

  test('without the whole sheet on it, without a code, or of something else says so', { timeout: 60_000 }, async () => {
    const cut = photograph(printed, { corners: onTable.map(([x, y]) => [x, y - 0.12] as const) })
    expect(await readSheets(await asFile(cut).jpeg().toBuffer())).toEqual([{ problem: 'marks' }])
    const covered = photograph(await printSheet(sheet, { without: 1 }), { corners: onTable })
    expect(await readSheets(await asFile(covered).jpeg().toBuffer())).toEqual([{ problem: 'marks' }])
    expect(
      await readSheets(
        await sharp({ create: { width: 900, height: 900, channels: 3, background: '#bbb' } })
          .png()
          .toBuffer(),
      ),
    ).toEqual([{ problem: 'code' }])
    for (const other of ['hello', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'MZ\x90', ''])
      expect(await readSheets(Buffer.from(other))).toEqual([{ problem: 'kind' }])
  })
})

describe('a sheet', () => {
  const taken = photograph(printed, { corners: onTable, width: 1300, height: 1800 })
  const files: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
    jpeg: () =>
      asFile(taken)
        .jpeg({ quality: 70 })
        .withExif({ IFD0: { Artist: 'Kari' } })
        .toBuffer(),
    'jpeg that the camera turned': () => asFile(taken).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
    png: () => asFile(taken).png().toBuffer(),
    webp: () => asFile(taken).webp({ quality: 70 }).toBuffer(),
    gif: () => asFile(taken).gif().toBuffer(),
    tiff: () => asFile(taken).tiff().toBuffer(),
    'tiff, scanned in black and white': () =>
      asFile(printed).resize({ width: 1654 }).threshold(128).toColourspace('b-w').tiff({ bitdepth: 1, compression: 'ccittfax4' }).toBuffer(),
    avif: () => asFile(taken).avif({ quality: 60, effort: 0 }).toBuffer(),
    'heic, of another program': () => readFileSync(new URL('../../e2e/support/paper-ballot.heic', import.meta.url)),
    bmp: () => asBitmap(taken),
    pdf: () => asPdf([taken]),
  }
  for (const [kind, make] of Object.entries(files))
    test(`sent as ${kind} is read`, { timeout: 60_000 }, async () => {
      const bytes = await make()
      const readings = await readSheets(bytes)
      if (!kind.startsWith('heic')) return void (await expectRead(readings))
      const [reading] = readings
      expect(reading && 'sheet' in reading && reading.sheet.language).toBe('fi')
    })

  test('of several pages is read page by page, and the empty backs of a scan keep nobody waiting', { timeout: 60_000 }, async () => {
    const other = { ...sheet, language: 'sv' as const }
    const pages = [
      taken,
      photograph(await printSheet(other), { corners: onTable, width: 1300, height: 1800 }),
      { ...taken, data: new Uint8Array(taken.data.length).fill(250) },
    ]
    const readings = await readSheets(await asPdf(pages))
    expect(readings.map((reading) => 'sheet' in reading && reading.sheet.language)).toEqual(['nb', 'sv'])
  })

  test('that is cut off, a bomb or another file in disguise is refused, whatever its kind', { timeout: 120_000 }, async () => {
    for (const make of [files.jpeg, files.png, files.webp, files.tiff, files.bmp, files.avif, files.pdf]) {
      const bytes = (await make?.()) ?? new Uint8Array()
      const [reading] = await readSheets(bytes.subarray(0, Math.floor(bytes.length * 0.4)))
      expect(reading && 'problem' in reading && ['broken', 'code'].includes(reading.problem)).toBe(true)
    }
    const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await readSheets(bomb)).toEqual([{ problem: 'broken' }])
    const wide = Buffer.from(await asBitmap(taken))
    wide.writeInt32LE(2_000_000_000, 18)
    expect(await readSheets(wide)).toEqual([{ problem: 'broken' }])
    expect(await readSheets(Buffer.concat([Buffer.from('GIF89a'), Buffer.from('<script>')]))).toEqual([{ problem: 'broken' }])
    expect(await readSheets(Buffer.from('%PDF-1.7 nothing'))).toEqual([{ problem: 'broken' }])
    expect(await readSheets(Buffer.from('\0\0\0\x18ftypheic and nothing', 'latin1'))).toEqual([{ problem: 'broken' }])
  })
})

test('the process that opens pictures is begun again when it died, and knows no secret', { timeout: 60_000 }, async () => {
  const reader = pictureReader()
  const picture = await asFile(photograph(printed, { corners: onTable, width: 1300, height: 1800 }))
    .jpeg()
    .toBuffer()
  await expectRead(await reader.read(picture))
  const pid = reader.pid() ?? 0
  const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
  expect(environment).not.toMatch(/AUTH_SECRET|DATABASE_URL/)
  const answer = reader.read(picture)
  process.kill(pid, 'SIGKILL')
  expect(await answer).toEqual([{ problem: 'broken' }])
  await expectRead(await reader.read(picture))
  reader.stop()
})

/** A bitmap as Windows writes it, 24 bits to a point. */
function asBitmap({ data, width, height }: Grey): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4
  const file = Buffer.alloc(54 + row * height)
  file.write('BM')
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) file.fill(data[(height - 1 - y) * width + x] ?? 0, 54 + y * row + x * 3, 57 + y * row + x * 3)
  return file
}

/** As a scanner writes it: a picture on each page. */
async function asPdf(pictures: Grey[]): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false })
  const pieces: Buffer[] = []
  pdf.on('data', (piece: Buffer) => pieces.push(piece))
  for (const picture of pictures) pdf.addPage().image(await asFile(picture).jpeg().toBuffer(), 0, 0, { width: 595 })
  pdf.end()
  await once(pdf, 'end')
  return Buffer.concat(pieces)
}
