import type { ReactNode } from 'react'

/** Several boxes that answer one question. */
export function ChoiceGroup({ legend, hint, children }: { legend: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="field gap-3">
      <legend className="mb-2">{legend}</legend>
      {hint && <p className="hint text-hint">{hint}</p>}
      {children}
    </fieldset>
  )
}
