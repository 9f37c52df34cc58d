import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { findSignIn } from '@/lib/flows/sign-in/journey'
import { isAnswerToForm, openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { titleOf } from '../../../title'
import { sendPassword } from '../actions'
import { OtherWays } from '../other-ways'
import { PasswordPart } from '../password-part'

export const generateMetadata = () => titleOf('signIn.title')

/** Second of two pages. It looks the same for every name. */
export default async function PasswordPage() {
  const visit = await openVisit()
  const { deps, organisation, client, say, paths } = visit
  const journey = await findSignIn(deps, organisation, client)
  if (journey?.state !== 'awaiting-password' && !(await isAnswerToForm())) redirect(paths.signIn)
  const identifier = journey?.data.identifier ?? ''
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      <ActionForm id="sign-in" isAtDesk action={sendPassword} {...formWords(say)}>
        <h1 lang={say.languageOf('signIn.title')}>{say('signIn.title')}</h1>
        <p>
          <span className="quiet">{say('signIn.as')}</span> <strong className="break-words">{identifier}</strong>{' '}
          <a href={paths.signIn}>{say('signIn.asOther')}</a>
        </p>
        <input type="hidden" name="journey" value={journey?.id ?? ''} />
        {/* Password managers tie the password to the name that stands beside it. */}
        <input className="sr-only" type="text" name="username" autoComplete="username" defaultValue={identifier} tabIndex={-1} aria-hidden="true" readOnly />
        <PasswordPart visit={visit} />
        <OtherWays visit={visit} to={journey?.data.returnTo ?? undefined} />
      </ActionForm>
    </EntrancePage>
  )
}
