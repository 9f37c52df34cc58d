'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { type ReactNode, useContext, useEffect, useMemo } from 'react'
import { useForm } from 'react-hook-form'
import { FormContext } from '@/components/form-context'
import { mobileForm, newPasswordForm, signInDetailsForm } from '@/lib/flows/change-details/schema'

const shapes = {
  mobile: { shape: mobileForm, names: ['mobile'] },
  password: { shape: newPasswordForm, names: ['newPassword', 'confirmPassword'] },
  signIn: { shape: signInDetailsForm, names: ['mobile', 'newPassword', 'confirmPassword'] },
} as const

/** Milliseconds before an error shows: the button that was pressed meanwhile must not move away under the finger. */
const patience = 500

/**
 * Says at the field what the server would say, when a field is left and not before, and takes it back while it is put
 * right. It never stops a form from being
 * sent: the server has the last word, and without JavaScript the only one.
 */
export function LiveChecks({ form, words, children }: { form: keyof typeof shapes; words: Readonly<Record<string, string>>; children: ReactNode }) {
  const { id, state } = useContext(FormContext)
  const { shape, names } = shapes[form]
  const { register, getValues, formState } = useForm<Record<string, string>>({ resolver: zodResolver(shape) as never, mode: 'onTouched', delayError: patience })

  useEffect(() => {
    const element = document.getElementById(id)
    if (!(element instanceof HTMLFormElement)) return
    // The present password is part of the shape, but only the server can say anything of it.
    const leave = [...names, 'currentPassword'].map((name) => {
      const input = element.elements.namedItem(name)
      if (!(input instanceof HTMLInputElement)) return () => {}
      const { ref, onBlur, onChange } = register(name, name === 'newPassword' ? { deps: ['confirmPassword'] } : {})
      ref(input)
      input.addEventListener('blur', onBlur)
      input.addEventListener('input', onChange)
      return () => {
        input.removeEventListener('blur', onBlur)
        input.removeEventListener('input', onChange)
      }
    })
    return () => {
      for (const undo of leave) undo()
    }
  }, [id, names, register])

  // Nothing is said of a field that is still empty: people go through forms in their own order.
  const found = names.flatMap((name) => {
    const text = words[formState.errors[name]?.message ?? '']
    return text && getValues(name) ? [{ field: name, text }] : []
  })
  const said = JSON.stringify(found)
  const context = useMemo(() => ({ id, state: { ...state, errors: [...state.errors, ...(JSON.parse(said) as typeof found)] } }), [id, state, said])
  return <FormContext value={context}>{children}</FormContext>
}
