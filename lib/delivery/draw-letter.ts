import PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import { brandTokens } from '@/lib/organisations/colour'
import { faceFor, type Pdf, plainFace, registerFaces, type Weight } from './pdf-faces'
import type { LetterContent } from './schema'

const mm = (length: number) => (length * 72) / 25.4

// Where the window of a Nordic envelope shows the paper: it begins 15 mm from the left; its top lies 44 mm down on a C5,
// 40 on an E6/5, 39 on a C6/5 (DL), and it is 30 to 35 mm high and 95 to 105 wide (Office Consult AS, "Brevmaler: plassering av
// mottakerfelt i vinduskonvolutter"; the Finnish SFS 2488 has it on the left as well). All of them show 44 to 70 mm.
const window = { left: mm(20), top: mm(46), width: mm(90) }
/** Down to here the paper may show in some window: nothing but the address stands there. */
const belowWindow = mm(92)
const left = mm(20)
const width = mm(170)
const bottom = mm(284)
/** A sheet is folded once for C5 and twice for DL. */
const folds = [mm(99), mm(148.5), mm(198)]
const square = mm(38)

/** Large type for most letters; a long one gives way a little rather than take a second page. Points. */
const sizes = [16, 15.5, 15, 14.5, 14, 13.5, 13, 12.5, 12, 11.5, 11, 10]

type Opening = {
  title: string
  author: string
  language: string
  at: Date
  /** for screen readers; the structure of every page is in memory until the end, so a pile for the printer goes without */
  isTagged: boolean
}
export type Letters = { pdf: Pdf; isTagged: boolean }

/** A PDF that is written while letters are drawn. */
export function openLetters({ title, author, language, at, isTagged }: Opening): Letters {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: isTagged,
    displayTitle: true,
    lang: language,
    autoFirstPage: false,
    font: plainFace(),
    info: { Title: title, Author: author, Creator: 'Porten', Producer: 'Porten', CreationDate: at },
  })
  registerFaces(pdf)
  return { pdf, isTagged }
}

/** One letter on one page. Its words lie in reading order, where it is tagged as headings, paragraphs and a list. */
export function drawLetter({ pdf, isTagged }: Letters, letter: LetterContent): void {
  pdf.addPage()
  const colours = brandTokens(letter.from.hue, letter.from.chroma).light
  const part = isTagged ? pdf.struct('Art', { lang: letter.language }) : null
  if (part) pdf.addStructure(part)
  const put = (type: string, draw: () => void, options: { alt?: string } = {}) => (part ? void part.add(pdf.struct(type, options, [draw])) : draw())
  const write = (text: string, weight: Weight, size: number, at: { x?: number; y?: number; width?: number; colour?: string } = {}) =>
    pdf
      .font(faceFor(pdf, text, weight))
      .fontSize(size)
      .fillColor(at.colour ?? colours.ink)
      .text(text.normalize('NFC'), at.x ?? left, at.y ?? pdf.y, { width: at.width ?? width, lineGap: size * 0.22 })

  const { sign, name } = letter.from
  const drawMark = () => {
    pdf.roundedRect(left, mm(13), mm(14), mm(14), mm(2.5)).fill(colours.brand)
    const size = fitting(pdf, sign, 19, mm(11), 'bold')
    pdf.font(faceFor(pdf, sign, 'bold')).fontSize(size)
    write(sign, 'bold', size, { x: left + mm(7) - pdf.widthOfString(sign) / 2, y: mm(20) - size * 0.55, width: mm(20), colour: colours['on-brand'] })
    for (const fold of folds) pdf.lineWidth(0.5).moveTo(mm(4), fold).lineTo(mm(8), fold).stroke(colours.edge)
  }
  if (isTagged) asLayout(pdf, drawMark)
  else drawMark()
  const nameSize = fitting(pdf, name, 16, mm(150), 'bold')
  put('P', () => write(name, 'bold', nameSize, { x: left + mm(18), y: mm(20) - nameSize * 0.6, width: mm(160), colour: colours.brand }))
  pdf.y = window.top
  const longest = letter.address.length > 4 ? 10 : 11.5
  for (const line of letter.address) put('P', () => write(line, 'plain', fitting(pdf, line, longest, window.width), { x: window.left, width: mm(120) }))

  const size = sizes.find((size) => heightOf(pdf, letter, size) <= bottom - belowWindow) ?? 10
  pdf.y = belowWindow
  put('H1', () => write(letter.title, 'bold', size * 1.5, { colour: colours.brand }))
  for (const paragraph of letter.paragraphs) {
    pdf.y += size * 0.6
    put('P', () => write(paragraph, 'plain', size))
  }
  pdf.y += size * 0.9
  put('P', () => {
    const top = pdf.y
    const large = fitting(pdf, letter.secretLine, size * 1.4, width - size * 1.6, 'bold')
    pdf
      .lineWidth(1.5)
      .roundedRect(left, top, width, large * 2.5, 6)
      .stroke(colours.ink)
    write(letter.secretLine, 'bold', large, { x: left + size * 0.8, y: top + large * 0.65, width: width - size * 0.8 })
    pdf.y = top + large * 2.5
  })
  pdf.y += size
  put('P', () => write(letter.linkLabel, 'bold', fitting(pdf, letter.linkLabel, size, width, 'bold')))
  pdf.y += size * 0.6
  const top = pdf.y
  const list = part ? pdf.struct('L') : null
  if (list) part?.add(list)
  for (const [index, step] of letter.steps.entries()) {
    const draw = () => {
      const at = pdf.y
      write(`${index + 1}.`, 'bold', size, { y: at, width: size * 2 })
      write(step, 'plain', size, { x: left + size * 1.6, y: at, width: stepWidth(size) })
      pdf.y += size * 0.45
    }
    if (list) list.add(pdf.struct('LI', {}, [draw]))
    else draw()
  }
  list?.end()
  const afterSteps = pdf.y
  put('Figure', () => drawSquares(pdf, letter.link, left + width - square, top), { alt: letter.linkPicture })
  pdf.y = Math.max(afterSteps, top + square) + size * 0.3
  for (const paragraph of letter.end) {
    pdf.y += size * 0.5
    put('P', () => write(paragraph, 'plain', size))
  }
  part?.end()
}

/** What says nothing that is not said elsewhere: a screen reader passes it by. */
function asLayout(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' })
  draw()
  pdf.endMarkedContent()
}

const stepWidth = (size: number) => width - square - mm(6) - size * 1.6

/** As much as what is drawn above takes. */
function heightOf(pdf: Pdf, letter: LetterContent, size: number): number {
  const tall = (text: string, weight: Weight, size: number, within: number) =>
    pdf
      .font(faceFor(pdf, text, weight))
      .fontSize(size)
      .heightOfString(text, { width: within, lineGap: size * 0.22 })
  const sum = (heights: number[]) => heights.reduce((total, height) => total + height, 0)
  const paragraphs = letter.paragraphs.map((text) => tall(text, 'plain', size, width) + size * 0.6)
  const steps = letter.steps.map((text) => tall(text, 'plain', size, stepWidth(size)) + size * 0.45)
  const end = letter.end.map((text) => tall(text, 'plain', size, width) + size * 0.5)
  return tall(letter.title, 'bold', size * 1.5, width) + sum(paragraphs) + size * 7.6 + Math.max(sum(steps), square) + sum(end)
}

/** The size at which a line that must not break has room. */
function fitting(pdf: Pdf, line: string, size: number, room: number, weight: Weight = 'plain'): number {
  const taken = pdf
    .font(faceFor(pdf, line, weight))
    .fontSize(size)
    .widthOfString(line)
  return taken > room ? (size * room) / taken : size
}

/** A QR code (ISO/IEC 18004) of the address. */
function drawSquares(pdf: Pdf, link: string, x: number, y: number): void {
  const { data, size } = encode(link, { ecc: 'M', border: 0 })
  const side = square / size
  for (const [row, cells] of data.entries())
    for (let column = 0; column < size; column++) {
      let run = 0
      while (cells[column + run]) run++
      // A hair wider than it is: no white line shows between two squares on a screen.
      if (run > 0) pdf.rect(x + column * side, y + row * side, run * side, side * 1.01)
      column += run
    }
  pdf.fill('#000000')
}
