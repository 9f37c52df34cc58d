import type { ReactNode } from 'react'

/**
 * A part of a settings page: its name on the left, what can be done on the right. Its heading names it; a label of the
 * section would be the very name of the field in it ("Mobilnummer"), and whoever looks for the field would find both.
 */
export function Part({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <section className="part">
      <div className="stack tight">
        <h2>{title}</h2>
        {text && <p className="quiet text-small">{text}</p>}
      </div>
      <div className="stack">{children}</div>
    </section>
  )
}
