import { faceFor, type Pdf } from '@/lib/delivery/pdf-faces'
import { mm, openPdf, type PdfAbout, size } from './open-pdf'

/** Labels on a sheet, in millimetres: a common kind. */
export const labelSize = { width: 70, height: 37, columns: 3, rows: 8 } as const
const edge = 7

type Labels = PdfAbout & { lines: string[]; steps: string[]; addresses: string[][] }

/** Addresses on sheets of labels, in the order in which they are given, behind a page that says what to do with them. */
export function drawLabels({ lines, steps, addresses, ...about }: Labels): Promise<Buffer<ArrayBuffer>> {
  const { pdf, write, end } = openPdf(about)
  write('P', about.organisation, 'plain', size, 0)
  write('H1', about.title, 'bold', 20, size)
  for (const line of lines) write('P', line, 'plain', size, size * 0.3)
  for (const [at, step] of steps.entries()) write('P', `${at + 1}. ${step}`, 'plain', 13, size)
  const { width, height, columns, rows } = labelSize
  const top = (297 - rows * height) / 2
  for (const [at, address] of addresses.entries()) {
    const place = at % (columns * rows)
    if (place === 0) pdf.addPage({ size: 'A4', margin: 0 })
    drawAddress(pdf, address, mm((place % columns) * width + edge), mm(top + Math.floor(place / columns) * height))
  }
  return end()
}

function drawAddress(pdf: Pdf, address: string[], x: number, y: number) {
  const room = mm(labelSize.width - 2 * edge)
  const line = mm(labelSize.height - 8) / Math.max(address.length, 5)
  const above = (mm(labelSize.height) - line * address.length) / 2
  for (const [at, text] of address.entries()) {
    pdf
      .font(faceFor(pdf, text, 'plain'))
      .fontSize(size)
      .fillColor('#000000')
    const fitting = Math.min(size, line / 1.2, (size * room) / pdf.widthOfString(text))
    pdf.fontSize(fitting).text(text.normalize('NFC'), x, y + above + at * line, { lineBreak: false })
  }
}
