import PDFDocument from 'pdfkit'
import { faceFor, type Pdf, plainFace, registerFaces, type Weight } from '@/lib/delivery/pdf-faces'

export type PdfAbout = { title: string; organisation: string; language: string; at: Date }

export const mm = (length: number) => (length * 72) / 25.4
export const left = mm(20)
const width = mm(170)
const bottom = mm(280)
/** Of letters, in points. */
export const size = 11

type OpenPdf = {
  pdf: Pdf
  /** a paragraph or heading below what stands there, on a new page where it has no room */
  write: (type: string, text: string, weight: Weight, points: number, above: number) => void
  /** the file, when all is written */
  end: () => Promise<Buffer<ArrayBuffer>>
}

/** An A4 document that is tagged for screen readers, to write headings and paragraphs in. */
export function openPdf({ title, organisation, language, at }: PdfAbout): OpenPdf {
  const info = { Title: title, Author: organisation, Creator: 'Porten', Producer: 'Porten', CreationDate: at }
  const pdf = new PDFDocument({ size: 'A4', margin: mm(20), pdfVersion: '1.7', tagged: true, displayTitle: true, lang: language, font: plainFace(), info })
  const pieces: Buffer[] = []
  const whole = new Promise<Buffer<ArrayBuffer>>((resolve, reject) => {
    pdf.on('data', (piece: Buffer) => pieces.push(piece))
    pdf.on('end', () => resolve(Buffer.concat(pieces)))
    pdf.on('error', reject)
  })
  registerFaces(pdf)
  const body = pdf.struct('Document', { lang: language })
  pdf.addStructure(body)
  return {
    pdf,
    write(type, text, weight, points, above) {
      const set = () =>
        pdf
          .font(faceFor(pdf, text, weight))
          .fontSize(points)
          .fillColor('#000000')
      const room = { width, lineGap: points * 0.22 }
      if (pdf.y + above + set().heightOfString(text, room) > bottom) pdf.addPage()
      else pdf.y += above
      body.add(pdf.struct(type, {}, [() => set().text(text.normalize('NFC'), left, pdf.y, room)]))
    },
    end() {
      body.end()
      pdf.end()
      return whole
    },
  }
}
