import { Button } from '@/components/button'
import { beginWayBack, findWayBack } from '@/lib/flows/repudiate/begin-way-back'
import { goTo, wrong } from '@/lib/web/actions'
import { sayFailure } from '@/lib/web/say-failure'
import { afterAsking } from '../../../(entrance)/recover/after-recovery'
import type { LinkKind } from './link-kind'

/** From the message of a lock to the way back in, with the name carried along: as if it had been typed, and worth no more. */
export const wayBack: LinkKind = {
  async show({ deps, organisation, say }, token) {
    if ((await findWayBack(deps, organisation, token)) === null) return null
    const back = organisation.settings.recovery.isUnlockOffered ? 'unlock' : 'new'
    const body = (
      <>
        <p>{say('notMe.back.text', { organisation: organisation.settings.name, back })}</p>
        <Button>{say('notMe.back.button')}</Button>
      </>
    )
    return { title: say('recover.go.title'), body }
  },
  async press(visit, token) {
    const begun = await beginWayBack(visit.deps, visit.organisation, visit.client, token)
    if (begun.ok) return goTo(await afterAsking(visit))
    return begun.failure === 'go.ended.text' ? null : wrong(sayFailure(visit, begun.failure))
  },
}
