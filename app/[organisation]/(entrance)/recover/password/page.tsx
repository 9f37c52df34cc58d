import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { PasswordField } from '@/components/password-field'
import { EntrancePage } from '../../../entrance-page'
import { formWords, toggleWords } from '../../../form-words'
import { PasswordList } from '../../../password-list'
import { PasswordWait } from '../../../password-wait'
import { titleOf } from '../../../title'
import { sendNewPassword } from '../actions'
import { requireProof } from '../require-proof'

export const generateMetadata = () => titleOf('recover.password.title')

/** The new password twice, with the organisation's rules ticking themselves off (K5, M6, S7). */
export default async function RecoveredPasswordPage() {
  const { visit, journey, person } = await requireProof('new-password')
  const { say, paths } = visit
  return (
    <EntrancePage visit={visit}>
      <ActionForm id="password" action={sendNewPassword} {...formWords(say)}>
        <h1>{say('recover.password.title')}</h1>
        <PasswordWait visit={visit} personId={person.id} />
        <input type="hidden" name="journey" value={journey.id} />
        <input
          className="sr-only"
          type="text"
          name="username"
          autoComplete="username"
          defaultValue={journey.data.typed}
          tabIndex={-1}
          aria-hidden="true"
          readOnly
        />
        <PasswordField name="newPassword" label={say('recover.password.new')} autoComplete="new-password" toggle={toggleWords(say)} />
        <PasswordList visit={visit} owner={person} inputName="newPassword" />
        <PasswordField name="confirmPassword" label={say('recover.password.confirm')} autoComplete="new-password" toggle={toggleWords(say)} />
        <div className="row">
          <Button>{say('recover.password.submit')}</Button>
          <a href={paths.signIn}>{say('recover.cancel')}</a>
        </div>
      </ActionForm>
    </EntrancePage>
  )
}
