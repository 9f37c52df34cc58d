import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { checkFile } from './check-file'
import { isFileName, mostBytes } from './rules'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const picture = (width = 60, height = 40) => sharp({ create: { width, height, channels: 3, background: '#336699' } })
const answer = async (name: string, bytes: Uint8Array) => {
  const checked = await checkFile({ name, bytes })
  return checked.ok ? checked.value.type : checked.failure
}

/** A ZIP file with nothing packed. */
function zip(names: string[], unpacked = 1): Uint8Array {
  const [locals, central]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const name of names) {
    const body = Buffer.from('x')
    const local = Buffer.alloc(30)
    local.write('PK\x03\x04', 0, 'latin1')
    local.writeUInt32LE(crc32(body), 14)
    local.writeUInt32LE(1, 18)
    local.writeUInt32LE(1, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 0, 'latin1')
    entry.writeUInt32LE(1, 20)
    entry.writeUInt32LE(unpacked, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    const whole = Buffer.concat([local, Buffer.from(name), body])
    at += whole.length
    locals.push(whole)
    central.push(entry, Buffer.from(name))
  }
  const list = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, list, end])
}
const pdf = (inside = '') => bytesOf(`%PDF-1.7\n1 0 obj <<${inside}>> endobj\n${' '.repeat(3_000)}\ntrailer <<>>\n%%EOF\n`)

describe('a picture', () => {
  test.each([
    ['jpeg', 'image/jpeg', 'jpg'],
    ['png', 'image/png', 'png'],
    ['webp', 'image/webp', 'webp'],
    ['gif', 'image/png', 'png'],
  ] as const)('%s is drawn anew, whatever its name ends in', async (format, type, ending) => {
    const checked = await checkFile({ name: 'karta å.exe', bytes: await picture().toFormat(format).toBuffer() })
    expect(checked).toMatchObject({ ok: true, value: { type, name: `karta å.${ending}`, width: 60, height: 40 } })
  })

  test('brings nothing along but itself: no place, no camera, no second file behind it', async () => {
    const exif = { IFD0: { Copyright: 'HEMLIGT' }, IFD3: { GPSLatitude: '59/1 20/1 0/1', GPSLatitudeRef: 'N' } }
    const jpeg = Buffer.concat([await picture().withExif(exif).jpeg().toBuffer(), bytesOf('<script>alert(1)</script>'), zip(['index.html'])])
    expect(jpeg.toString('latin1')).toContain('HEMLIGT')
    const checked = await checkFile({ name: 'foto.jpg', bytes: jpeg })
    if (!checked.ok) throw new Error(checked.failure)
    const drawn = Buffer.from(checked.value.bytes)
    for (const secret of ['HEMLIGT', '<script>', 'PK\x03\x04', 'Exif']) expect(drawn.toString('latin1'), secret).not.toContain(secret)
    expect((await sharp(drawn).metadata()).exif).toBeUndefined()
  })

  test('stands upright and is no larger than a page needs', async () => {
    const turned = await picture(3_000, 1_000).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await checkFile({ name: 'x.jpg', bytes: turned })).toMatchObject({ ok: true, value: { width: 667, height: 2_000 } })
  })

  test('that is a bomb, cut off or none is refused', async () => {
    const bomb = await picture(10_000, 6_000).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await answer('x.png', bomb)).toBe('files.broken')
    const noise = sharp({ create: { width: 300, height: 300, channels: 3, background: 'black', noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
    for (const format of ['jpeg', 'png', 'webp', 'gif'] as const) {
      const whole = await noise.clone().toFormat(format).toBuffer()
      expect(await answer(`x.${format}`, whole.subarray(0, whole.length / 2)), format).toBe('files.broken')
      expect(await answer(`x.${format}`, whole.subarray(0, 12)), format).toBe('files.broken')
    }
  })
})

test.each([
  ['x.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['x.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['x.png', '<?xml version="1.0"?><svg/>'],
  ['x.jpg', '<!doctype html><script>alert(1)</script>'],
  ['x.pdf', '<html><body onload=alert(1)>'],
  ['x.exe', 'MZ\x90\0'],
  ['x.pdf', ' %PDF-1.7 %%EOF'],
  ['x.txt', 'hello'],
  ['x.tiff', 'II*\0'],
  ['x.ico', '\0\0\x01\0'],
])('%s that holds %j is of no kind that is taken', async (name, text) => expect(await answer(name, bytesOf(text))).toBe('files.unknownKind'))

describe('a document', () => {
  const word = ['[Content_Types].xml', 'word/document.xml']

  test('comes as it is when it is whole, and its name says what it is', async () => {
    expect(await answer('avtal.pdf', pdf())).toBe('application/pdf')
    expect(await answer('avtal.docx', zip(word))).toBe('application/octet-stream')
    expect(await answer('tal.xlsx', zip(['xl/workbook.xml']))).toBe('application/octet-stream')
    expect(await answer('bild.pptx', zip(['ppt/presentation.xml']))).toBe('application/octet-stream')
    expect(await answer('avtal.odt', zip(['mimetype', 'content.xml']))).toBe('application/octet-stream')
    expect(await answer('avtal.docx', pdf())).toBe('files.unknownKind')
    expect(await answer('avtal.pdf', zip(word))).toBe('files.unknownKind')
    expect(await answer('avtal.xlsx', zip(word))).toBe('files.unknownKind')
    expect(await answer('allt.zip', zip(word))).toBe('files.unknownKind')
    expect(await answer('avtal.docm', zip(word))).toBe('files.unknownKind')
    expect(await answer('sida.html', pdf())).toBe('files.unknownKind')
  })

  test('that runs something is refused, also where the word for it is disguised', async () => {
    expect(await answer('avtal.docx', zip([...word, 'word/vbaProject.bin']))).toBe('files.runs')
    expect(await answer('avtal.odt', zip(['content.xml', 'Basic/Standard/Module1.xml']))).toBe('files.runs')
    for (const inside of ['/OpenAction << /S /JavaScript /JS (app.alert(1)) >>', '/S /J#61vaScript', '/S/Launch/F(cmd.exe)', '/RichMedia 1 0 R'])
      expect(await answer('avtal.pdf', pdf(inside)), inside).toBe('files.runs')
  })

  test('that is cut off, or a bomb, is refused', async () => {
    expect(await answer('avtal.pdf', pdf().subarray(0, 2_000))).toBe('files.broken')
    const whole = zip(word)
    for (const length of [10, whole.length - 30, whole.length - 1])
      expect(await answer('avtal.docx', whole.subarray(0, length)), String(length)).toBe('files.broken')
    expect(await answer('avtal.docx', zip(word, 400 * 1024 * 1024))).toBe('files.broken')
    const lying = Buffer.from(whole)
    lying.writeUInt16LE(60_000, whole.length - 12)
    expect(await answer('avtal.docx', lying)).toBe('files.broken')
    lying.writeUInt32LE(0xffffffff, whole.length - 6)
    expect(await answer('avtal.docx', lying)).toBe('files.broken')
  })
})

test('an empty file and one that is too large are refused before anything looks inside', async () => {
  expect(await answer('x.pdf', new Uint8Array())).toBe('files.none')
  expect(await answer('x.pdf', new Uint8Array(mostBytes + 1))).toBe('files.tooLarge')
})

test.each([
  '../../etc/passwd.pdf',
  '..\\..\\boot.pdf',
  'C:\\x.pdf',
  '/x.pdf',
  'a/b.pdf',
  '.htaccess',
  '..',
  '',
  'x\0.pdf',
  'x\n.pdf',
  'avtal\u202efdp.exe',
  'a..pdf',
  `${'x'.repeat(200)}.pdf`,
])('a name with a trick is refused: %j', async (name) => {
  expect(isFileName(name)).toBe(false)
  expect(await answer(name, pdf())).toBe('files.badName')
})

test('a name as people write them is taken', () => {
  for (const name of ['avtal å 2026 (slutlig).pdf', 'Årsmöte – protokoll.v2.docx', 'bild'] as const) expect(isFileName(name), name).toBe(true)
})
