import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { PasswordField } from '@/components/password-field'
import { EntrancePage } from '../../../entrance-page'
import { formWords, toggleWords } from '../../../form-words'
import { PasswordList } from '../../../password-list'
import { titleOf } from '../../../title'
import { sendPassword } from '../actions'
import { requireRegistration } from '../require-registration'

export const generateMetadata = () => titleOf('register.password.title')

/** The first password of somebody new, by the same rules as everywhere. */
export default async function RegistrationPasswordPage() {
  const { visit, journey } = await requireRegistration(['new-password'])
  const { say } = visit
  const { email, givenName, familyName } = journey.data
  return (
    <EntrancePage visit={visit}>
      <ActionForm id="password" action={sendPassword} {...formWords(say)}>
        <h1>{say('register.password.title')}</h1>
        <p className="break-words">{say('register.password.text', { email })}</p>
        <input type="hidden" name="journey" value={journey.id} />
        <input className="sr-only" type="text" name="username" autoComplete="username" defaultValue={email} tabIndex={-1} aria-hidden="true" readOnly />
        <PasswordField name="newPassword" label={say('first.password')} autoComplete="new-password" toggle={toggleWords(say)} />
        <PasswordList visit={visit} owner={{ givenName, familyName, username: null, email, memberNumber: null }} inputName="newPassword" />
        <PasswordField name="confirmPassword" label={say('first.password.confirm')} autoComplete="new-password" toggle={toggleWords(say)} />
        <Button>{say('register.password.submit')}</Button>
      </ActionForm>
    </EntrancePage>
  )
}
