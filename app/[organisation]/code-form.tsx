import type { ReactNode } from 'react'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import type { FormState } from '@/components/form-state'
import type { Visit } from '@/lib/web/visit'
import type { WordKey } from '@/lib/words/keys'
import { formWords } from './form-words'

type Props = {
  visit: Visit
  journeyId: string
  action: (state: FormState, form: FormData) => Promise<FormState>
  label?: WordKey
  submit?: WordKey
  /** what stands between the field and the button */
  choice?: ReactNode
  children?: ReactNode
}

/** The field for a code that was sent, and its button; what is said before them is the page's own. */
export function CodeForm({ visit: { say, organisation }, journeyId, action, label = 'code.label', submit = 'code.submit', choice, children }: Props) {
  return (
    <ActionForm id="code" action={action} {...formWords(say)}>
      {children}
      <input type="hidden" name="journey" value={journeyId} />
      <CodeField
        name="code"
        label={say(label)}
        labelLang={say.languageOf(label)}
        hint={say('code.hint', { minutes: organisation.settings.codes.lifeMinutes })}
      />
      {choice}
      <Button lang={say.languageOf(submit)}>{say(submit)}</Button>
    </ActionForm>
  )
}
