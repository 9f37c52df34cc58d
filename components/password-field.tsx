'use client'
import { useEffect, useRef, useState } from 'react'
import { FieldFrame, type FieldWords } from './field-frame'
import { useField } from './form-context'
import { describedBy } from './form-state'

export type PasswordFieldProps = FieldWords & {
  name: string
  autoComplete: 'current-password' | 'new-password'
  toggle: { show: string; hide: string }
  isRequired?: boolean
}

/** A password that can be looked at. Without JavaScript it is a plain password field; its value never comes back. */
export function PasswordField({ label, labelLang, hint, info, name, error: saidError, autoComplete, toggle, isRequired }: PasswordFieldProps) {
  const { id, error } = useField(name, { error: saidError })
  const input = useRef<HTMLInputElement>(null)
  const [canToggle, setCanToggle] = useState(false)
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    setCanToggle(true)
    // Sent as a password again, or the browser would offer it among what was typed elsewhere.
    const form = input.current?.form
    const hide = () => setShown(false)
    form?.addEventListener('submit', hide)
    return () => form?.removeEventListener('submit', hide)
  }, [])
  return (
    <FieldFrame {...{ id, label, labelLang, hint, error, info }}>
      <div className="with-end">
        <input
          ref={input}
          id={id}
          name={name}
          type={isShown ? 'text' : 'password'}
          className="control"
          autoComplete={autoComplete}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required={isRequired}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { error, hint })}
        />
        {canToggle && (
          <button type="button" className="button plain" aria-controls={id} onClick={() => setShown(!isShown)}>
            {isShown ? toggle.hide : toggle.show}
            <span className="sr-only">: {label}</span>
          </button>
        )}
      </div>
    </FieldFrame>
  )
}
