// The sheet of a ballot on paper: where things lie on it, and whether the questions of a vote fit on it. That is reckoned, since a
// server draws no letters.

/** Millimetres on an upright A4 sheet. */
export const page = { width: 210, height: 297 } as const
/** Black squares by which a photograph is straightened: their side, and where their centres lie. */
export const markSide = 7
export const marks = [
  { x: 14, y: 14 },
  { x: 196, y: 14 },
  { x: 196, y: 283 },
  { x: 14, y: 283 },
] as const
/** The code. It is taken out of what is kept: whoever counts sees no card. */
export const code = { x: 122, y: 203, side: 66 } as const

/** Where questions stand on the sheet, in millimetres. */
const questionsArea = { width: 166, height: 178 } as const
const columnGap = 8

export type SheetText = { title: string; questions: readonly { text: string; hint: string; options: readonly string[] }[] }
/** `size`: of the letters, in millimetres. The same numbers stand in app/globals.css. */
type SheetLayout = { name: string; size: number; columns: 1 | 2; box: number }

const layouts: SheetLayout[] = [
  { name: 'a', size: 4.4, columns: 1, box: 6 },
  { name: 'b', size: 4, columns: 1, box: 5.5 },
  { name: 'c', size: 3.8, columns: 2, box: 5 },
  { name: 'd', size: 3.4, columns: 2, box: 4.5 },
  { name: 'e', size: 3, columns: 2, box: 4.2 },
]

/** A letter is about so wide, of its size. */
const letter = 0.54
const lineHeight = 1.3

/** The name of the largest that fits with a little to spare; null: too much for one sheet. */
export const layoutSheet = (text: SheetText): string | null => layouts.find((layout) => heightOf(text, layout) <= questionsArea.height * 0.94)?.name ?? null

function heightOf({ title, questions }: SheetText, { size, columns, box }: SheetLayout): number {
  const width = columns === 1 ? questionsArea.width : (questionsArea.width - columnGap) / 2
  const lines = (text: string, points: number, room: number) => Math.ceil((text.length * points * letter) / room) * points * lineHeight
  const blocks = questions.map(({ text, hint, options }) => {
    const rows = options.map((option) => Math.max(box, lines(option, size, width - box - size)) + size * 0.35)
    return lines(text, size * 1.1, width) + lines(hint, size * 0.85, width) + rows.reduce((sum, row) => sum + row, 0) + size * 1.6
  })
  const sum = blocks.reduce((whole, block) => whole + block, 0)
  // In two columns something is left empty where one ends.
  return lines(title, size * 1.4, questionsArea.width) + size + (columns === 1 ? sum : sum / 2 + size * 4)
}
