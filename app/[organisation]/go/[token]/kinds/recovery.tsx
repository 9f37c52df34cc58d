import { Button } from '@/components/button'
import { findRecoveryOfLink, followRecoveryLink } from '@/lib/flows/recover/prove-contact'
import { goTo } from '@/lib/web/actions'
import { afterRecovery } from '../../../(entrance)/recover/after-recovery'
import type { LinkKind } from './link-kind'

/** The way back in goes on in the browser in which its button is pressed, where a typed code would have brought it. */
export const recovery: LinkKind = {
  async show({ deps, organisation, say }, token) {
    if (!(await findRecoveryOfLink(deps, organisation, token))) return null
    const body = (
      <>
        <p>{say('recover.go.text', { organisation: organisation.settings.name })}</p>
        <Button>{say('recover.go.button')}</Button>
      </>
    )
    return { title: say('recover.go.title'), body }
  },
  async press(visit, token) {
    const followed = await followRecoveryLink(visit.deps, visit.organisation, visit.client, token)
    return followed.ok ? goTo(await afterRecovery(visit)) : null
  },
}
