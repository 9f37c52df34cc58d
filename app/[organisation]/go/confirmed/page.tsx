import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { titleOf } from '../../title'
import { LinkEnded } from '../link-ended'

export const generateMetadata = () => titleOf('go.done.title')

/** After the button, at an address without the secret. */
export default async function ConfirmedPage() {
  const visit = await openVisit()
  return (
    <EntrancePage visit={visit}>
      <LinkEnded visit={visit} how="done" />
    </EntrancePage>
  )
}
