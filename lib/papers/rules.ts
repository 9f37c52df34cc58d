/** What may be sent in, by what stands in the file. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif' | 'heic' | 'bmp' | 'pdf'

/** Bytes of one file: the largest photograph of a telephone, or twenty scanned pages. */
export const mostBytes = 25_000_000
/** More would be a bomb: so many points unpack into some 280 MB. */
export const mostPoints = 70_000_000
/** Pages of one file. */
export const mostPages = 30
/** Files of one form. */
export const mostFiles = 20

const begins = (bytes: Uint8Array, text: string, at = 0) => [...text].every((letter, place) => bytes[at + place] === letter.charCodeAt(0))

/** Null for what is none of them; the name of a file and what a browser says of it count for nothing. */
export function pictureKindOf(bytes: Uint8Array): PictureKind | null {
  if (begins(bytes, '\xff\xd8\xff')) return 'jpeg'
  if (begins(bytes, '\x89PNG\r\n\x1a\n')) return 'png'
  if (begins(bytes, 'RIFF') && begins(bytes, 'WEBP', 8)) return 'webp'
  if (begins(bytes, 'GIF87a') || begins(bytes, 'GIF89a')) return 'gif'
  if (begins(bytes, 'II*\0') || begins(bytes, 'MM\0*')) return 'tiff'
  if (begins(bytes, 'BM')) return 'bmp'
  if (begins(bytes, '%PDF-')) return 'pdf'
  if (!begins(bytes, 'ftyp', 4)) return null
  if (['avif', 'avis'].some((brand) => begins(bytes, brand, 8))) return 'avif'
  return ['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1'].some((brand) => begins(bytes, brand, 8)) ? 'heic' : null
}

/** What is wrong with something that was sent: no picture, broken or too large, no code in it, or not the whole sheet. */
export type PictureProblem = 'kind' | 'broken' | 'code' | 'marks'
