import { PasswordField } from '@/components/password-field'
import type { Person } from '@/lib/people/rules'
import type { MemberVisit } from '@/lib/web/session'
import { toggleWords } from '../../form-words'
import { PasswordList } from '../../password-list'
import { PasswordWait } from '../../password-wait'

/** The new password twice, with its rules. `hasInfo`: in the form of the number, where it may stay empty. */
export function NewPassword({ visit, person, hasInfo }: { visit: MemberVisit; person: Person; hasInfo?: boolean }) {
  const { say } = visit
  const label = say('details.password.new')
  const confirm = say('details.password.confirm')
  const info = (about: string, text: string) => (hasInfo ? { label: say('details.info', { label: about }), text } : undefined)
  return (
    <>
      {hasInfo && <PasswordWait visit={visit} personId={person.id} />}
      <PasswordField
        name="newPassword"
        label={label}
        hint={hasInfo ? say('details.password.newHint') : undefined}
        autoComplete="new-password"
        toggle={toggleWords(say)}
        info={info(label, say('details.password.newInfo'))}
      />
      <PasswordList visit={visit} owner={person} inputName="newPassword" />
      <PasswordField
        name="confirmPassword"
        label={confirm}
        autoComplete="new-password"
        toggle={toggleWords(say)}
        info={info(confirm, say('details.password.confirmInfo'))}
      />
    </>
  )
}
