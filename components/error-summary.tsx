'use client'
import { useEffect, useRef } from 'react'

export type ErrorSummaryProps = {
  title: string
  /** `href` leads to the field; without it the error concerns the form as a whole */
  errors: readonly { text: string; href?: string }[]
}

/** What went wrong, first on the page and read out at once; each line leads to its field. */
export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer is read out, also when it says the same again
  useEffect(() => box.current?.focus(), [errors])
  return (
    // biome-ignore lint/a11y/noAutofocus: without JavaScript the browser itself goes to what went wrong
    <div className="summary" role="alert" tabIndex={-1} ref={box} autoFocus>
      <h2 className="text-part">{title}</h2>
      <ul className="summary-list">
        {errors.map(({ text, href }) => (
          <li key={`${href} ${text}`}>{href ? <a href={href}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  )
}
