/** What a file is by what stands in it, whatever it is called. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'pdf' | 'office'
export type FileProblem = 'files.none' | 'files.badName' | 'files.tooLarge' | 'files.unknownKind' | 'files.broken' | 'files.runs'

/** Bytes of a picture or file that is taken. */
export const mostBytes = 20 * 1024 * 1024
const longestName = 200

const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

export function kindOf(bytes: Uint8Array): FileKind | null {
  const head = latin1(bytes.subarray(0, 12))
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'webp'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (head.startsWith('%PDF-')) return 'pdf'
  return head.startsWith('PK\x03\x04') ? 'office' : null
}

/** One name without folders, without what can't be seen or turns the direction of reading. */
export const isFileName = (name: string): boolean =>
  name.length <= longestName && /^[^./\\:\p{Cc}\p{Cf}][^/\\:\p{Cc}\p{Cf}]*$/u.test(name) && !name.includes('..')

/** The name with the ending of what it is now. */
export const withEnding = (name: string, ending: string): string => `${name.replace(/\.[^.]*$/, '')}.${ending}`

/** A document that is whole, of a kind that its name says, and runs nothing: what is wrong with it, or null. */
export function findDocumentProblem(kind: 'pdf' | 'office', name: string, bytes: Uint8Array): FileProblem | null {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return kind === 'pdf' ? findPdfProblem(ending, bytes) : findOfficeProblem(ending, bytes)
}

function findPdfProblem(ending: string, bytes: Uint8Array): FileProblem | null {
  if (ending !== 'pdf') return 'files.unknownKind'
  if (!latin1(bytes.subarray(-2_048)).includes('%%EOF')) return 'files.broken'
  const text = latin1(bytes).replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return /\/(JavaScript|Launch|RichMedia)\b/.test(text) ? 'files.runs' : null
}

/** What each has in it. */
const officeParts: Record<string, RegExp> = {
  docx: /^word\//,
  xlsx: /^xl\//,
  pptx: /^ppt\//,
  odt: /^content\.xml$/,
  ods: /^content\.xml$/,
  odp: /^content\.xml$/,
}
/** Macros, of Microsoft's kind and of OpenDocument's. */
const macros = /vbaProject\.bin$|^(Basic|Scripts)\//i
/** Unpacked, a document is at most so many bytes: more is a bomb. */
const mostUnpacked = 500 * 1024 * 1024

function findOfficeProblem(ending: string, bytes: Uint8Array): FileProblem | null {
  const part = officeParts[ending]
  if (!part) return 'files.unknownKind'
  const entries = listEntries(bytes)
  if (!entries || entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > mostUnpacked) return 'files.broken'
  if (entries.some(({ name }) => macros.test(name))) return 'files.runs'
  return entries.some(({ name }) => part.test(name)) ? null : 'files.unknownKind'
}

/** What a ZIP file says that it holds, by the list at its end; null where that is missing or cut off. Nothing is unpacked. */
function listEntries(bytes: Uint8Array): { name: string; unpacked: number }[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && end > bytes.length - 65_558 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return null
  const entries: { name: string; unpacked: number }[] = []
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return null
    const nameLength = view.getUint16(at + 28, true)
    entries.push({ name: latin1(bytes.subarray(at + 46, at + 46 + nameLength)), unpacked: view.getUint32(at + 24, true) })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}
