import type { ReactNode } from 'react'

/** A cell that says what it counts where the heads of the columns are not seen: on a telephone. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <span className="cell-label">{label}: </span>
      {children}
    </>
  )
}
