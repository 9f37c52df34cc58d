import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { PasswordField } from '@/components/password-field'
import type { Visit } from '@/lib/web/visit'
import { toggleWords } from '../../form-words'

/** The password, "remember me" where it is offered, and the button. */
export function PasswordPart({ visit: { say, organisation } }: { visit: Visit }) {
  const days = organisation.settings.signIn.rememberDays
  return (
    <>
      <PasswordField
        name="password"
        label={say('signIn.password.label')}
        labelLang={say.languageOf('signIn.password.label')}
        autoComplete="current-password"
        toggle={toggleWords(say)}
      />
      {days !== null && <Checkbox name="remember" label={say('signIn.remember')} hint={say('signIn.remember.hint', { days })} />}
      <Button isWide lang={say.languageOf('signIn.submit')}>
        {say('signIn.submit')}
      </Button>
    </>
  )
}
