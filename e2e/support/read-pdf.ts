import { readFileSync } from 'node:fs'
import { PDFiumLibrary } from '@hyzyla/pdfium'

/** The text of each page, as a reader of the PDF copies it. */
export async function readPdf(file: string | Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(typeof file === 'string' ? readFileSync(file) : file)
  const pages = [...document.pages()].map((page) => page.getText().replaceAll('\r\n', '\n'))
  document.destroy()
  library.destroy()
  return pages
}

/** The first-time password on a page or in a message, in any language. */
export const firstPasswordIn = (text = '') => text.match(/^(?:Førstegangspassord|Förstagångslösenord|Ensisalasana|First-time password): (\S+)$/m)?.[1] ?? ''
