import type { ReactNode } from 'react'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import type { OwnWay } from '@/lib/flows/own-factors/check-own-way'
import type { Visit } from '@/lib/web/visit'
import { formWords } from './form-words'

type Props = {
  visit: Visit
  way: OwnWay
  action: (state: FormState, form: FormData) => Promise<FormState>
  /** what stands between the field and the button */
  choice?: ReactNode
  children?: ReactNode
}

/** The field for a code that the person has at hand: of the app, or one of those on paper. */
export function OwnCodeForm({ visit: { say }, way, action, choice, children }: Props) {
  return (
    <ActionForm id="code" action={action} {...formWords(say)}>
      {children}
      <input type="hidden" name="by" value={way} />
      {way === 'app' ? (
        <CodeField name="code" label={say('factor.app.label')} hint={say('factor.app.hint')} />
      ) : (
        <Field
          name="code"
          label={say('factor.recovery.label')}
          hint={say('factor.recovery.hint')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      )}
      {choice}
      <Button>{say('code.submit')}</Button>
    </ActionForm>
  )
}
