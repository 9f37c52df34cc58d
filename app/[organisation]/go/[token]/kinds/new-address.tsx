import { Button } from '@/components/button'
import { confirmEmailLink, findEmailOfLink, isEmailLinkDone } from '@/lib/flows/change-details/submit-email-code'
import { goTo, wrong } from '@/lib/web/actions'
import { sayFailure } from '@/lib/web/say-failure'
import { linkEnded } from '../../link-ended'
import type { LinkKind } from './link-kind'

/** A new e-mail address, proved as its typed code proves it; afterwards the secret is out of the address bar. */
export const newAddress: LinkKind = {
  async show(visit, token) {
    const { deps, organisation, say } = visit
    const journey = await findEmailOfLink(deps, organisation, token)
    if (!journey) return (await isEmailLinkDone(deps, organisation, token)) ? linkEnded(visit, 'done') : null
    const body = (
      <>
        <p className="break-words">{say('go.text', { email: journey.data.email, organisation: organisation.settings.name })}</p>
        <Button>{say('go.button')}</Button>
      </>
    )
    return { title: say('go.title'), body }
  },
  async press(visit, token) {
    const confirmed = await confirmEmailLink(visit.deps, visit.organisation, visit.client, token)
    if (confirmed.ok) return goTo(`${visit.base}/go/confirmed`)
    return confirmed.failure === 'details.ended' ? null : wrong(sayFailure(visit, confirmed.failure))
  },
}
