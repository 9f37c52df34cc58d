import { ButtonLink } from '@/components/button'
import { EntrancePage } from '../../../entrance-page'
import { titleOf } from '../../../title'
import { requireRegistration } from '../require-registration'

export const generateMetadata = () => titleOf('register.title')

/** The new user name, and the way to sign in with it; or that the address became somebody's while this page waited. */
export default async function RegistrationDonePage() {
  const { visit, journey } = await requireRegistration(['done', 'taken'])
  const { say, paths } = visit
  const how = journey.state === 'done' ? 'done' : 'taken'
  return (
    <EntrancePage visit={visit}>
      <h1>{say(`register.${how}.title`)}</h1>
      <p className="break-words">{say(`register.${how}.text`, { email: journey.data.email })}</p>
      <div className="row">
        <ButtonLink href={paths.signIn}>{say('signIn.submit')}</ButtonLink>
        {how === 'taken' && <a href={paths.recover}>{say('signIn.problem')}</a>}
      </div>
    </EntrancePage>
  )
}
