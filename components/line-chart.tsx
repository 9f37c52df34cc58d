import type { ReactNode } from 'react'

export type LineChartProps = {
  id: string
  title: string
  /** what a screen reader hears of the whole picture */
  description: string
  /** up to three lines, told apart by their strokes and not by colour alone */
  lines: readonly { label: string; path: string }[]
  /** at the top and in the middle of the scale */
  scale: { top: string; middle: string }
  /** the first and the last point */
  ends: { first: string; last: string }
  /** the numbers, as a table */
  children: ReactNode
  tableLabel: string
  /** in words, under the title */
  text?: ReactNode
}

/** As wide and high as the paths are drawn in. */
export const chartBox = { width: 600, height: 160 }

const strokes = ['solid', 'dashed', 'dotted'] as const

/** A chart that is drawn on the server: readable on a telephone, on paper, in the dark and by a screen reader. */
export function LineChart({ id, title, description, lines, scale, ends, children, tableLabel, text }: LineChartProps) {
  const { width, height } = chartBox
  return (
    <section className="chart stack tight w-full">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      <figure className="w-full">
        {lines.length > 1 && (
          <figcaption>
            <ul className="row chart-legend">
              {lines.map(({ label }, at) => (
                <li key={label}>
                  <svg viewBox="0 0 32 8" className={`chart-key ${strokes[at]}`} aria-hidden="true" focusable="false">
                    <path d="M2 4H30" />
                  </svg>
                  {label}
                </li>
              ))}
            </ul>
          </figcaption>
        )}
        <div className="chart-plot">
          <p className="chart-scale top" aria-hidden="true">
            {scale.top}
          </p>
          <p className="chart-scale middle" aria-hidden="true">
            {scale.middle}
          </p>
          <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-labelledby={`${id}-title ${id}-description`}>
            <title id={`${id}-title`}>{title}</title>
            <desc id={`${id}-description`}>{description}</desc>
            <path className="grid" d={`M0 0H${width}M0 ${height / 2}H${width}M0 ${height}H${width}`} />
            {lines.map(({ label, path }, at) => (
              <path key={label} className={strokes[at]} d={path} />
            ))}
          </svg>
        </div>
        <p className="chart-ends text-small" aria-hidden="true">
          <span>{ends.first}</span>
          <span>{ends.last}</span>
        </p>
      </figure>
      <details className="chart-table w-full">
        <summary className="link">{tableLabel}</summary>
        {children}
      </details>
    </section>
  )
}
