import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { titleOf } from '../../../title'
import { DeskPage } from '../../desk-page'
import { askUserName } from '../actions'

export const generateMetadata = () => titleOf('recover.username.title')

/** A forgotten user name goes to the registered address or number (H4). */
export default async function UserNamePage() {
  const visit = await openVisit()
  const { say, paths, organisation } = visit
  if (!organisation.settings.recovery.isUsernameOffered) return <DeskPage />
  return (
    <EntrancePage visit={visit} back={{ href: paths.recover, label: say('page.back') }}>
      <ActionForm id="user-name" action={askUserName} {...formWords(say)}>
        <h1>{say('recover.username.title')}</h1>
        <p>{say('recover.username.text')}</p>
        <Field name="contact" label={say('recover.username.label')} autoComplete="email" autoCapitalize="none" spellCheck={false} />
        <Button>{say('recover.submit')}</Button>
      </ActionForm>
    </EntrancePage>
  )
}
