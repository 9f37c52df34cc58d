import { ButtonLink } from '@/components/button'
import { helpContact } from '@/lib/web/help-contact'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../../entrance-page'
import { sayHour } from '../../../say-hour'
import { titleOf } from '../../../title'

export const generateMetadata = () => titleOf('first.ordered.title')

/** The same for everybody who ordered (F1). */
export default async function OrderedPage() {
  const visit = await openVisit()
  const { say, paths, deps } = visit
  return (
    <EntrancePage visit={visit} back={{ href: `${paths.firstPassword}/order`, label: say('page.back') }}>
      <h1>{say('first.ordered.title')}</h1>
      <p>{say('first.ordered.text', { at: sayHour(visit, deps.now()), help: helpContact(visit) })}</p>
      <ButtonLink href={paths.firstPassword}>{say('first.ordered.button')}</ButtonLink>
    </EntrancePage>
  )
}
