import type { ReactNode } from 'react'

/** What waits for the person, first on the page. */
export function Due({ tag, title, text, children }: { tag: string; title: string; text: string; children: ReactNode }) {
  return (
    <section className="due">
      <div className="stack tight">
        <span className="tag">{tag}</span>
        <h2>{title}</h2>
        <p className="quiet">{text}</p>
      </div>
      {children}
    </section>
  )
}
