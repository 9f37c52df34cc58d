'use client'
import type { HTMLInputTypeAttribute, InputHTMLAttributes } from 'react'
import { FieldFrame, type FieldWords } from './field-frame'
import { useField } from './form-context'
import { describedBy } from './form-state'
import { TextArea } from './text-area'

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'autoComplete' | 'inputMode' | 'autoCapitalize' | 'spellCheck' | 'maxLength' | 'autoFocus' | 'className'
>

export type FieldProps = FieldWords &
  Native & {
    name: string
    type?: HTMLInputTypeAttribute
    defaultValue?: string
    isRequired?: boolean
    /** several lines */
    isLong?: boolean
  }

/** A line of text, or several, with its label above it. */
export function Field({
  label,
  labelLang,
  hint,
  info,
  name,
  type = 'text',
  error: saidError,
  defaultValue: saidValue,
  isRequired,
  isLong,
  className = '',
  ...native
}: FieldProps) {
  const { id, error, defaultValue } = useField(name, { error: saidError, defaultValue: saidValue })
  const common = {
    id,
    name,
    className: `control ${className}`.trim(),
    required: isRequired,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': describedBy(id, { error, hint }),
    ...native,
  }
  return (
    <FieldFrame {...{ id, label, labelLang, hint, error, info }}>
      {isLong ? <TextArea rows={6} text={defaultValue} {...common} /> : <input type={type} defaultValue={defaultValue} {...common} />}
    </FieldFrame>
  )
}
