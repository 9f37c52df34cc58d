import { PDFiumLibrary } from '@hyzyla/pdfium'
import heic from 'heic-decode'
import sharp, { type Sharp } from 'sharp'
import { decodeBmp } from './decode-bmp'
import { mostPages, mostPoints, type PictureKind } from './rules'
import type { Grey } from './straighten'

/** Points of the longer side that are worked at: a code of 73 modules on a sheet has seven points to a module. */
const longest = 2_600

/** What the types of `heic-decode` leave out. */
type Decodable = Awaited<ReturnType<typeof heic.all>>[number] & { width: number; height: number }

/** More points than are worked at, or pages than are looked at, or something that is broken: nothing of it is used. */
class BadPicture extends Error {}

/** Every page of what was sent, in grey, upright as the camera says. */
export async function* decodePicture(kind: PictureKind, bytes: Uint8Array): AsyncGenerator<Grey> {
  if (kind === 'pdf') yield* pagesOfPdf(bytes)
  else if (kind === 'heic') yield* picturesOfHeic(bytes)
  else if (kind === 'bmp') {
    const { data, width, height } = decodeBmp(bytes)
    yield await toGrey(sharp(data, { raw: { width, height, channels: 3 } }))
  } else {
    const options = { limitInputPixels: mostPoints, failOn: 'error' as const }
    const { pages = 1 } = kind === 'tiff' ? await sharp(bytes, options).metadata() : {}
    if (pages > mostPages) throw new BadPicture('too many pages')
    for (let page = 0; page < pages; page++) yield await toGrey(sharp(bytes, { ...options, page }).autoOrient())
  }
}

async function toGrey(picture: Sharp): Promise<Grey> {
  const drawn = picture.flatten({ background: '#fff' }).resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true }).greyscale()
  const { data, info } = await drawn.toColourspace('b-w').raw({ depth: 'uchar' }).timeout({ seconds: 20 }).toBuffer({ resolveWithObject: true })
  if (info.channels !== 1) throw new BadPicture('not grey')
  return { data, width: info.width, height: info.height }
}

async function* picturesOfHeic(bytes: Uint8Array): AsyncGenerator<Grey> {
  // Sizes are known before anything is unpacked.
  const [first] = (await heic.all({ buffer: bytes })) as (Decodable | undefined)[]
  if (!first || first.width * first.height > mostPoints) throw new BadPicture('too large')
  const { data, width, height } = await first.decode()
  yield await toGrey(sharp(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 4 } }))
}

async function* pagesOfPdf(bytes: Uint8Array): AsyncGenerator<Grey> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(bytes)
    if (document.getPageCount() > mostPages) throw new BadPicture('too many pages')
    for (const page of document.pages()) {
      const { originalWidth: width, originalHeight: height } = page.getOriginalSize()
      const scale = longest / Math.max(width, height, 1)
      if (!(width * scale >= 1 && height * scale >= 1)) throw new BadPicture('no size')
      const drawn = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' })
      yield { data: drawn.data, width: drawn.width, height: drawn.height }
    }
    document.destroy()
  } finally {
    library.destroy()
  }
}
