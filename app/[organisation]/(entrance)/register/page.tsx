import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { findRegistration } from '@/lib/flows/register/journey'
import { EntrancePage } from '../../entrance-page'
import { formWords } from '../../form-words'
import { titleOf } from '../../title'
import { register } from './actions'
import { requireOpenRegistration } from './require-registration'

export const generateMetadata = () => titleOf('register.title')

/** A new user name begins with an address and a name (H6). Who comes back to mend a slip finds what they typed. */
export default async function RegisterPage({ searchParams }: { searchParams: Promise<{ ended?: string }> }) {
  const visit = await requireOpenRegistration()
  const { deps, organisation, client, say, paths } = visit
  const { ended } = await searchParams
  const journey = await findRegistration(deps, organisation, client)
  const typed = journey?.state === 'awaiting-proof' ? journey.data : null
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      {ended && <Notice>{say('recover.ended')}</Notice>}
      <ActionForm id="register" action={register} {...formWords(say)}>
        <h1>{say('register.title')}</h1>
        <p>{say('register.text')}</p>
        <Field
          name="email"
          label={say('details.email.label')}
          defaultValue={typed?.email}
          autoComplete="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Field name="givenName" label={say('details.name.given')} defaultValue={typed?.givenName} autoComplete="given-name" />
        <Field name="familyName" label={say('details.name.family')} defaultValue={typed?.familyName} autoComplete="family-name" />
        <Button>{say('register.submit')}</Button>
      </ActionForm>
    </EntrancePage>
  )
}
