import PDFDocument from 'pdfkit'
import { faceFor, plainFace, registerFaces, type Weight } from '@/lib/delivery/pdf-faces'

export type Protocol = {
  title: string
  organisation: string
  language: string
  at: Date
  parts: { heading: string; lines: string[] }[]
  /** below a line for a name each */
  signatures: string[]
}

const mm = (length: number) => (length * 72) / 25.4
const left = mm(20)
const width = mm(170)
const bottom = mm(280)
const size = 11

/** The protocol of a vote for the minutes: headings and paragraphs on as many A4 pages as they take, tagged for screen readers. */
export function drawProtocol({ title, organisation, language, at, parts, signatures }: Protocol): Promise<Buffer<ArrayBuffer>> {
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
  const write = (type: string, text: string, weight: Weight, points: number, above: number) => {
    const set = () =>
      pdf
        .font(faceFor(pdf, text, weight))
        .fontSize(points)
        .fillColor('#000000')
    const room = { width, lineGap: points * 0.22 }
    if (pdf.y + above + set().heightOfString(text, room) > bottom) pdf.addPage()
    else pdf.y += above
    body.add(pdf.struct(type, {}, [() => set().text(text.normalize('NFC'), left, pdf.y, room)]))
  }
  write('P', organisation, 'plain', size, 0)
  write('H1', title, 'bold', 20, size)
  for (const { heading, lines } of parts) {
    write('H2', heading, 'bold', 14, size * 1.5)
    for (const line of lines) write('P', line, 'plain', size, size * 0.3)
  }
  for (const signature of signatures) {
    write('P', ' ', 'plain', size, size * 3)
    pdf
      .moveTo(left, pdf.y)
      .lineTo(left + mm(80), pdf.y)
      .lineWidth(0.7)
      .stroke('#000000')
    write('P', signature, 'plain', size, 4)
  }
  body.end()
  pdf.end()
  return whole
}
