import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { PasswordField } from '@/components/password-field'
import { findChoosing } from '@/lib/flows/first-password/use-first-password'
import { isAnswerToForm, openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../../entrance-page'
import { formWords, toggleWords } from '../../../form-words'
import { PasswordList } from '../../../password-list'
import { titleOf } from '../../../title'
import { choose } from '../actions'

export const generateMetadata = () => titleOf('first.choose.title')

const nobody = { givenName: '', familyName: '', username: null, email: null, memberNumber: null }

/** Own user name and password (F3). */
export default async function ChoosePage() {
  const visit = await openVisit()
  const { deps, organisation, client, say, paths } = visit
  const choosing = await findChoosing(deps, organisation, client)
  if (!choosing && !(await isAnswerToForm())) redirect(paths.firstPassword)
  return (
    <EntrancePage visit={visit}>
      <ActionForm id="choose" action={choose} {...formWords(say)}>
        <h1>{say('first.choose.title')}</h1>
        <input type="hidden" name="journey" value={choosing?.journey.id ?? ''} />
        <Field
          name="username"
          label={say('first.username')}
          hint={say('first.username.hint')}
          defaultValue={choosing?.person.username ?? choosing?.person.email ?? ''}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordField name="newPassword" label={say('first.password')} autoComplete="new-password" toggle={toggleWords(say)} />
        <PasswordList visit={visit} owner={choosing?.person ?? nobody} inputName="newPassword" />
        <PasswordField name="confirmPassword" label={say('first.password.confirm')} autoComplete="new-password" toggle={toggleWords(say)} />
        <Button>{say('first.choose.submit')}</Button>
      </ActionForm>
    </EntrancePage>
  )
}
