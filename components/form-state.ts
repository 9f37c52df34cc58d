/** What a server action answers: sentences are spoken already, typed values come back, secrets never do. */
export type FormState = {
  /** `field: null` for what concerns the form as a whole */
  errors: readonly { field: string | null; text: string }[]
  values: Readonly<Record<string, string>>
  /** said above the form when all went well */
  message?: string
  /** said once, under the message, to be copied: it stands nowhere else */
  secret?: string
  /** said above the form, neither wrong nor done: what stands in it was typed before and is not saved */
  note?: string
  /** the browser goes there; without JavaScript the page itself does */
  redirectTo?: string
}

export const untouched: FormState = { errors: [], values: {} }

/** The id of a field: two forms of one page may both ask for the current password. */
export const fieldId = (formId: string, name: string) => `${formId}-${name}`

/** Everything that is wrong with a field, a line each. */
export const errorOf = (state: FormState, name: string): string | undefined =>
  [...new Set(state.errors.filter((error) => error.field === name).map(({ text }) => text))].join('\n') || undefined

/** What assistive technology reads after the label: the error first, then the hint. */
export const describedBy = (id: string, said: { error?: unknown; hint?: unknown }): string | undefined =>
  [said.error && `${id}-error`, said.hint && `${id}-hint`].filter(Boolean).join(' ') || undefined

/** What was typed, to be shown again; secrets and the framework's own fields never are. */
export function typedValues(form: FormData): Record<string, string> {
  const isShown = (entry: [string, FormDataEntryValue]): entry is [string, string] =>
    typeof entry[1] === 'string' && !entry[0].startsWith('$') && !/password|^code$/i.test(entry[0])
  return Object.fromEntries([...form].filter(isShown))
}
