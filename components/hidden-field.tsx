'use client'
import { useField } from './form-context'

/** What a form carries unseen; what the server answers takes its place. */
export function HiddenField({ name, value }: { name: string; value: string }) {
  const { id, defaultValue } = useField(name, { defaultValue: value })
  return <input type="hidden" id={id} name={name} value={defaultValue} readOnly />
}
