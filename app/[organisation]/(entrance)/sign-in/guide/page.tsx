import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../../entrance-page'
import { titleOf } from '../../../title'

export const generateMetadata = () => titleOf('guide.title')

/** How to sign in since the user name changed (H1). */
export default async function GuidePage() {
  const visit = await openVisit()
  const { say, paths } = visit
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      <h1>{say('guide.title')}</h1>
      <p>{say('guide.text')}</p>
    </EntrancePage>
  )
}
