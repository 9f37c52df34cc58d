import { findFrozen } from '@/lib/flows/repudiate/freeze-account'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { titleOf } from '../../title'
import { CaseLines } from '../case-lines'
import { linkEnded } from '../link-ended'

export const generateMetadata = () => titleOf('notMe.done.title')

/** After the button "this was not me", at an address without the secret: what happens now, for the browser that pressed it. */
export default async function FrozenPage() {
  const visit = await openVisit()
  const frozen = await findFrozen(visit.deps, visit.organisation, visit.client)
  const ended = linkEnded(visit, 'ended')
  return (
    <EntrancePage visit={visit}>
      <h1>{frozen ? visit.say('notMe.done.title') : ended.title}</h1>
      {frozen ? (
        <>
          <p>{visit.say('notMe.done.text')}</p>
          <CaseLines visit={visit} number={frozen.caseNumber} />
        </>
      ) : (
        ended.body
      )}
    </EntrancePage>
  )
}
