import { ButtonLink } from '@/components/button'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../entrance-page'
import { HelpLine } from '../help-line'

/** Names the service desk: who can't get in is helped there. */
export async function DeskPage() {
  const visit = await openVisit()
  const { say, paths } = visit
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      <h1>{say('desk.title')}</h1>
      <p>{say('desk.text')}</p>
      <div className="notice text-lead">
        <HelpLine visit={visit} />
      </div>
      <ButtonLink href={paths.signIn} variant="second">
        {say('desk.toSignIn')}
      </ButtonLink>
    </EntrancePage>
  )
}
