import type { ReactNode } from 'react'

export type FieldWords = {
  label: string
  /** when the label is in another language than the page */
  labelLang?: string
  hint?: string
  error?: string
  /** the information icon after the field: what it is called, and what it tells */
  info?: { label: string; text: string }
}

/** Label, hint, error, field, then the icon: in the document as on the screen. */
export function FieldFrame({ id, label, labelLang, hint, error, info, children }: FieldWords & { id: string; children: ReactNode }) {
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id} lang={labelLang}>
        {label}
      </label>
      {hint && (
        <p className="hint text-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error whitespace-pre-line" id={`${id}-error`}>
          {error}
        </p>
      )}
      {info ? (
        <div className="with-info">
          {children}
          <details>
            <summary>
              <span className="i" aria-hidden="true">
                i
              </span>
              <span className="sr-only">{info.label}</span>
            </summary>
            <p className="quiet text-hint">{info.text}</p>
          </details>
        </div>
      ) : (
        children
      )}
    </div>
  )
}
