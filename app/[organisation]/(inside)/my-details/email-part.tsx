import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import type { FormState } from '@/components/form-state'
import { Notice } from '@/components/notice'
import { Part } from '@/components/part'
import { findEmailChange } from '@/lib/flows/change-details/change-email'
import { type Person, signInName } from '@/lib/people/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { PresentPassword } from '../../present-password'
import { saveEmail } from './actions'

/** The address, and with it the user name where that is what people type (H9). */
export async function EmailPart({ visit, person, initialState }: { visit: MemberVisit; person: Person; initialState?: FormState }) {
  const { deps, organisation, client, say, paths } = visit
  const pending = await findEmailChange(deps, organisation, client, person.id)
  const isUsername = person.email !== null && signInName(person) === person.email && organisation.settings.signIn.identifiers.includes('email')
  const text = (
    <>
      {say('details.email.why')} {isUsername && say('details.email.isUsername')}
    </>
  )
  return (
    <Part title={say('details.email.title')} text={text}>
      {pending && (
        <Notice>
          <div className="stack tight">
            <p className="break-words">{say('details.email.pending', { email: pending.data.email })}</p>
            <ButtonLink variant="second" href={paths.emailCode}>
              {say('details.typeCode')}
            </ButtonLink>
          </div>
        </Notice>
      )}
      <ActionForm id="email" action={saveEmail} initialState={initialState} isKept {...formWords(say)}>
        <Field
          name="email"
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          label={say('details.email.label')}
          defaultValue={person.email ?? undefined}
        />
        <PresentPassword visit={visit} />
        <Button>{say('details.save')}</Button>
      </ActionForm>
    </Part>
  )
}
