import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { formWords } from '../../form-words'
import { titleOf } from '../../title'
import { submit } from './actions'

export const generateMetadata = () => titleOf('first.use.title')

/** "I have received a new password" (F2): also where staff send first-time passwords and nobody may order one. */
export default async function UsePage({ searchParams }: { searchParams: Promise<{ ended?: string }> }) {
  const visit = await openVisit()
  const { say, paths, organisation } = visit
  const { ended } = await searchParams
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      {ended && <Notice>{say('first.ended')}</Notice>}
      <ActionForm id="first" action={submit} {...formWords(say)}>
        <h1>{say('first.use.title')}</h1>
        <Field
          name="memberNumber"
          label={say('first.use.name')}
          hint={say('first.memberNumber.hint') || undefined}
          autoComplete="username"
          spellCheck={false}
        />
        <Field
          name="secret"
          label={say('first.secret')}
          hint={say('first.secret.hint')}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          className="mono"
        />
        <Button>{say('first.use.submit')}</Button>
      </ActionForm>
      {organisation.settings.signIn.hasFirstPasswordLinks && <a href={`${paths.firstPassword}/order`}>{say('signIn.orderFirstPassword')}</a>}
    </EntrancePage>
  )
}
