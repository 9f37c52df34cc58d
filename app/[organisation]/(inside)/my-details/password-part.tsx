import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Part } from '@/components/part'
import type { Person } from '@/lib/people/rules'
import type { MemberVisit } from '@/lib/web/session'
import { formWords } from '../../form-words'
import { PasswordWait } from '../../password-wait'
import { PresentPassword } from '../../present-password'
import { savePassword } from './actions'
import { LiveChecks } from './live-checks'
import { NewPassword } from './new-password'

export function PasswordPart({ visit, person }: { visit: MemberVisit; person: Person }) {
  const { say } = visit
  return (
    <Part title={say('details.password.title')} text={say('details.password.why')}>
      <PasswordWait visit={visit} personId={person.id} />
      <ActionForm id="password" action={savePassword} {...formWords(say)}>
        <LiveChecks form="password" words={{ 'details.password.differ': say('details.password.differ') }}>
          <PresentPassword visit={visit} />
          <NewPassword visit={visit} person={person} />
          <Button>{say('details.save')}</Button>
        </LiveChecks>
      </ActionForm>
    </Part>
  )
}
