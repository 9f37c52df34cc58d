import { Field, type FieldProps } from './field'

/** One field for a one-time code: the telephone fills it in, pasting works, spaces and hyphens are the server's to drop. */
export function CodeField(props: Omit<FieldProps, 'type' | 'inputMode' | 'autoComplete' | 'isLong'>) {
  return <Field {...props} inputMode="numeric" autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} className="code" />
}
