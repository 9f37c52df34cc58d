import type { ReactNode } from 'react'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import { PasskeyButton } from '@/components/passkey-button'
import { passkeyRequest } from '@/lib/factors/passkeys'
import { placeOfKeys } from '@/lib/flows/client'
import type { OwnWay } from '@/lib/flows/own-factors/ways'
import type { Visit } from '@/lib/web/visit'
import { formWords } from './form-words'

type Props = {
  visit: Visit
  way: OwnWay
  personId: string
  action: (state: FormState, form: FormData) => Promise<FormState>
  /** what stands between the field and the button */
  choice?: ReactNode
  children?: ReactNode
}

/** The field for a code that the person has at hand, of the app or one of those on paper, or the button for a passkey. */
export async function OwnCodeForm({ visit, way, personId, action, choice, children }: Props) {
  const { say, deps, organisation, client } = visit
  return (
    <ActionForm id="code" action={action} {...formWords(say)}>
      {children}
      <input type="hidden" name="by" value={way} />
      {way === 'passkey' ? (
        <PasskeyButton
          options={await passkeyRequest(deps, organisation.id, placeOfKeys(client).host, personId)}
          does="use"
          label={say('factor.passkey.use')}
          failureText={say('factor.passkey.failed')}
        />
      ) : way === 'app' ? (
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
      {way !== 'passkey' && <Button>{say('code.submit')}</Button>}
    </ActionForm>
  )
}

/** What the page asks for, as its heading. */
export const askOf = (way: OwnWay) => (way === 'recovery-code' ? 'factor.recovery.ask' : (`factor.${way}.ask` as const))
