'use client'
import { createContext, useContext } from 'react'
import { errorOf, type FormState, fieldId, untouched } from './form-state'

/** The form around a field: its id and what the server answered. */
export const FormContext = createContext<{ id: string; state: FormState }>({ id: 'form', state: untouched })

type Said = { error?: string; defaultValue?: string }

/** Id, error and value of a field: what the server answered comes before what the page said at first. */
export function useField(name: string, said: Said = {}) {
  const { id, state } = useContext(FormContext)
  // A box that was unticked is absent from what was typed: it must not be ticked again.
  const isAnswered = Object.keys(state.values).length > 0
  return {
    id: fieldId(id, name),
    error: errorOf(state, name) ?? said.error,
    defaultValue: state.values[name] ?? said.defaultValue,
    typed: state.values[name],
    isAnswered,
  }
}
