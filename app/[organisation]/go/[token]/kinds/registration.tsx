import { Button } from '@/components/button'
import { findRegistrationOfLink, followRegistrationLink } from '@/lib/flows/register/prove-address'
import { goTo } from '@/lib/web/actions'
import { afterRegistration } from '../../../(entrance)/register/after-registration'
import type { LinkKind } from './link-kind'

/** The registration goes on in the browser in which its button is pressed, where a typed code would have brought it. */
export const registration: LinkKind = {
  async show({ deps, organisation, say }, token) {
    const journey = await findRegistrationOfLink(deps, organisation, token)
    if (!journey) return null
    const body = (
      <>
        <p className="break-words">{say('register.go.text', { email: journey.data.email, organisation: organisation.settings.name })}</p>
        <Button>{say('register.submit')}</Button>
      </>
    )
    return { title: say('register.title'), body }
  },
  async press(visit, token) {
    const followed = await followRegistrationLink(visit.deps, visit.organisation, visit.client, token)
    return followed.ok ? goTo(await afterRegistration(visit)) : null
  },
}
