import { redirect } from 'next/navigation'
import { ButtonLink } from '@/components/button'
import { findRecovery } from '@/lib/flows/recover/journey'
import { helpContact } from '@/lib/web/help-contact'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../../../entrance-page'
import { sayHour } from '../../../../say-hour'
import { titleOf } from '../../../../title'
import { AddressWatch } from '../../address-watch'

export const generateMetadata = () => titleOf('recover.username.sent.title')

/** The same for everybody who asked. */
export default async function UserNameSentPage() {
  const visit = await openVisit()
  const { say, paths, deps, organisation, client } = visit
  const journey = await findRecovery(deps, organisation, client)
  if (journey?.data.wanted !== 'user-name') redirect(paths.recover)
  return (
    <EntrancePage visit={visit} back={{ href: `${paths.recover}/user-name`, label: say('page.back') }}>
      <AddressWatch visit={visit} journey={journey} isReloaded />
      <h1>{say('recover.username.sent.title')}</h1>
      <p>{say('recover.username.sent', { at: sayHour(visit, journey.createdAt), help: helpContact(visit) })}</p>
      <ButtonLink href={paths.signIn}>{say('desk.toSignIn')}</ButtonLink>
    </EntrancePage>
  )
}
