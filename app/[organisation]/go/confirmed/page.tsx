import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { titleOf } from '../../title'
import { linkEnded } from '../link-ended'

export const generateMetadata = () => titleOf('go.done.title')

/** After the button, at an address without the secret. */
export default async function ConfirmedPage() {
  const visit = await openVisit()
  const { title, body } = linkEnded(visit, 'done')
  return (
    <EntrancePage visit={visit}>
      <h1>{title}</h1>
      {body}
    </EntrancePage>
  )
}
