import { left, mm, openPdf, type PdfAbout, size } from './open-pdf'

export type Protocol = PdfAbout & {
  parts: { heading: string; lines: string[] }[]
  /** below a line for a name each */
  signatures: string[]
}

/** The protocol of a vote for the minutes: headings and paragraphs on as many A4 pages as they take, tagged for screen readers. */
export function drawProtocol({ parts, signatures, ...about }: Protocol): Promise<Buffer<ArrayBuffer>> {
  const { pdf, write, end } = openPdf(about)
  write('P', about.organisation, 'plain', size, 0)
  write('H1', about.title, 'bold', 20, size)
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
  return end()
}
