'use client'
import { FieldFrame, type FieldWords } from './field-frame'
import { useField } from './form-context'
import { describedBy } from './form-state'

export type SelectFieldProps = FieldWords & {
  name: string
  options: readonly { value: string; label: string; lang?: string }[]
  defaultValue?: string
  autoComplete?: string
  isRequired?: boolean
}

/** One of many, in the browser's own list. */
export function SelectField({
  label,
  labelLang,
  hint,
  info,
  name,
  options,
  error: saidError,
  defaultValue: saidValue,
  autoComplete,
  isRequired,
}: SelectFieldProps) {
  const { id, error, defaultValue } = useField(name, { error: saidError, defaultValue: saidValue })
  return (
    <FieldFrame {...{ id, label, labelLang, hint, error, info }}>
      {/* React forgets a select's new default when it resets the form; a new key makes it a new list. */}
      <select
        key={defaultValue}
        {...{ id, name, defaultValue, autoComplete }}
        className="control"
        required={isRequired}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { error, hint })}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
