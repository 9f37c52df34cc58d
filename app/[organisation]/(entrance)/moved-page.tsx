import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../entrance-page'

/** The mailed link was used in another browser: the journey went there. */
export async function MovedPage() {
  const visit = await openVisit()
  return (
    <EntrancePage visit={visit}>
      <h1>{visit.say('recover.moved.title')}</h1>
      <p>{visit.say('recover.moved.text')}</p>
    </EntrancePage>
  )
}
