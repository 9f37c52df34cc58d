import { createRequire } from 'node:module'
import { join } from 'node:path'

export type Pdf = PDFKit.PDFDocument
export type Weight = 'plain' | 'bold'
type Face = { font: { hasGlyphForCodePoint: (codePoint: number) => boolean } }

const font = (path: string) => createRequire(join(process.cwd(), 'package.json')).resolve(`@expo-google-fonts/${path}`)
const faces = {
  plain: 'atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  bold: 'atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
  // Atkinson has no Ŋ and no Ŧ: a line with a letter that it lacks is set in Noto as a whole.
  widePlain: 'noto-sans/400Regular/NotoSans_400Regular.ttf',
  wideBold: 'noto-sans/700Bold/NotoSans_700Bold.ttf',
}

/** The file of the face that most of a PDF is set in. */
export const plainFace = () => font(faces.plain)

export function registerFaces(pdf: Pdf): void {
  for (const [name, path] of Object.entries(faces)) pdf.registerFont(name, font(path))
}

/** The face that has every letter of the text. */
export function faceFor(pdf: Pdf, text: string, weight: Weight): keyof typeof faces {
  const { font } = (pdf.font(weight) as unknown as { _font: Face })._font
  const isWhole = [...text.normalize('NFC')].every((sign) => font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0))
  return isWhole ? weight : weight === 'bold' ? 'wideBold' : 'widePlain'
}
