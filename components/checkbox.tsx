'use client'
import { useField } from './form-context'
import { describedBy } from './form-state'

export type CheckboxProps = {
  name: string
  label: string
  labelLang?: string
  /** what the form sends when it is ticked */
  value?: string
  hint?: string
  error?: string
  isChecked?: boolean
}

/** A box to tick, its error above it. */
export function Checkbox({ name, label, labelLang, value = 'yes', hint, error: saidError, isChecked }: CheckboxProps) {
  const { id, error, typed, isAnswered } = useField(name, { error: saidError })
  return (
    <div className={error ? 'field wrong' : 'field'}>
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div className="check">
        <input
          type="checkbox"
          {...{ id, name, value }}
          defaultChecked={isAnswered ? typed === value : isChecked}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { error, hint })}
        />
        <label htmlFor={id} lang={labelLang}>
          {label}
        </label>
        {hint && (
          <p className="hint text-hint col-start-2" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
