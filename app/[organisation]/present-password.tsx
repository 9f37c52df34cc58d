import { PasswordField } from '@/components/password-field'
import { signInName } from '@/lib/people/rules'
import type { MemberVisit } from '@/lib/web/session'
import { toggleWords } from './form-words'

/** The password that the person has now. Password managers tie it to the name that stands beside it. */
export function PresentPassword({ visit: { say, session }, hasInfo }: { visit: MemberVisit; hasInfo?: boolean }) {
  const label = say('details.password.current')
  return (
    <>
      <input
        className="sr-only"
        type="text"
        name="username"
        autoComplete="username"
        defaultValue={signInName(session)}
        tabIndex={-1}
        aria-hidden="true"
        readOnly
      />
      <PasswordField
        name="currentPassword"
        label={label}
        autoComplete="current-password"
        toggle={toggleWords(say)}
        info={hasInfo ? { label: say('details.info', { label }), text: say('details.password.currentInfo') } : undefined}
      />
    </>
  )
}
