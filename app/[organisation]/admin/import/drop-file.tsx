'use client'
import { useRef, useState } from 'react'

type Props = { name: string; label: string; hint: string; error?: string; submit: string; sending: string }

/** A file to choose, or to drag into the field; a plain form where there is no script. */
export function DropFile({ name, label, hint, error, submit, sending }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [isSending, setSending] = useState(false)
  return (
    <div className="stack">
      <div className={error ? 'field wrong' : 'field'}>
        <label htmlFor="register-file">{label}</label>
        <p className="hint text-hint" id="register-file-hint">
          {hint}
        </p>
        {error && (
          <p className="error" id="register-file-error" role="alert">
            {error}
          </p>
        )}
        <input
          ref={input}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          id="register-file"
          className={isOver ? 'control drop over' : 'control drop'}
          type="file"
          name={name}
          accept=".csv,text/csv"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'register-file-error register-file-hint' : 'register-file-hint'}
        />
      </div>
      <button
        type="submit"
        className="button"
        onClick={(event) => {
          if (isSending) event.preventDefault()
          else if (input.current?.files?.length) setSending(true)
        }}
      >
        {submit}
      </button>
      <p role="status" className="quiet">
        {isSending ? sending : ''}
      </p>
    </div>
  )
}
