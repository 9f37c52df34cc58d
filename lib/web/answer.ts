import { type FormState, typedValues } from '@/components/form-state'

/** What a form is answered: stay on the page with what is wrong, or go on. `values` stand in the form instead of what was typed. */
export type Answer =
  | { wrong: { field: string | null; text: string }[]; values?: Record<string, string>; message?: undefined }
  | { message: string; secret?: string }
  | { note: string; message?: undefined }
  | { goTo: string }

export const goTo = (path: string): { goTo: string } => ({ goTo: path })
/** Stays on the page with what was typed, and says something of it that is neither wrong nor done. */
export const note = (text: string): Answer => ({ note: text })
export const wrong = (text: string, field: string | null = null): Answer => ({ wrong: [{ field, text }] })

/** What was typed, as a schema reads it: neither files nor the framework's own fields. */
export const fieldsOf = (form: FormData): Record<string, unknown> =>
  Object.fromEntries([...form].filter(([name, value]) => !name.startsWith('$') && typeof value === 'string'))

/** The answer as the page's script takes it. */
export function stateAfter(answer: Answer, form: FormData): FormState {
  if ('goTo' in answer) return { values: {}, errors: [], redirectTo: answer.goTo }
  if (answer.message !== undefined) return { values: {}, errors: [], message: answer.message, secret: answer.secret }
  const values = typedValues(form)
  if ('note' in answer) return { values, errors: [], note: answer.note }
  return { values: { ...values, ...answer.values }, errors: answer.wrong }
}
