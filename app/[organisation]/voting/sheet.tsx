import { encode } from 'uqr'
import { code, markSide, marks, page, type SheetText } from '@/lib/papers/layout'

export type SheetWords = {
  text: SheetText
  layout: string
  /** how it is marked and sent in, and what to be careful about */
  steps: readonly string[]
  label: string
}

/** The ballot on paper as it is printed: questions, boxes, corner marks, and the card as a code. */
export function Sheet({ words, card }: { words: SheetWords; card: Uint8Array }) {
  const { text, layout, steps, label } = words
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen must be reached with the keyboard
    <section className="sheet-view" aria-label={label} tabIndex={0}>
      <div className="sheet" data-layout={layout}>
        <svg viewBox={`0 0 ${page.width} ${page.height}`} aria-hidden="true" focusable="false">
          {marks.map(({ x, y }) => (
            <rect key={`${x}-${y}`} x={x - markSide / 2} y={y - markSide / 2} width={markSide} height={markSide} />
          ))}
          <path d={drawCode(card)} shapeRendering="crispEdges" />
        </svg>
        <div className="asked">
          <p className="name">{text.title}</p>
          <div className="questions">
            {text.questions.map((question, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a frozen vote keeps its questions where they are
              <div className="question" key={at}>
                <p className="text">{question.text}</p>
                <p className="how">{question.hint}</p>
                <ul className="options">
                  {question.options.map((option) => (
                    <li key={option}>{option}</li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </div>
        <div className="steps">
          {steps.map((step) => (
            <p key={step}>{step}</p>
          ))}
        </div>
      </div>
    </section>
  )
}

/** The dark modules, a stroke for each run of them in a row. */
function drawCode(card: Uint8Array): string {
  const { data, size } = encode([...card], { ecc: 'M', border: 0 })
  const module = code.side / size
  const strokes: string[] = []
  const place = (modules: number) => Number((modules * module).toFixed(3))
  for (const [y, row] of data.entries())
    for (let x = 0; x < size; x++) {
      const from = x
      while (x < size && row[x]) x++
      if (x > from) strokes.push(`M${code.x + place(from)} ${code.y + place(y)}h${place(x - from)}v${place(1)}h${-place(x - from)}z`)
    }
  return strokes.join('')
}
