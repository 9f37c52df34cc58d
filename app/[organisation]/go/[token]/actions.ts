'use server'

import { linkForm } from '@/lib/flows/change-details/schema'
import { confirmEmailLink } from '@/lib/flows/change-details/submit-email-code'
import { followRecoveryLink } from '@/lib/flows/recover/prove-contact'
import { goTo, publicAction, wrong } from '@/lib/web/actions'
import { afterRecovery } from '../../(entrance)/recover/after-recovery'
import { sayFailure } from '../../(entrance)/sign-in/failure'

/** The button under a mailed link; afterwards the secret is out of the address bar. */
export const confirmLink = publicAction(linkForm, async (visit, { token }) => {
  const { deps, organisation, client, base } = visit
  const confirmed = await confirmEmailLink(deps, organisation, client, token)
  if (confirmed.ok) return goTo(`${base}/go/confirmed`)
  return wrong(confirmed.failure === 'details.ended' ? visit.say('go.ended.text') : sayFailure(visit, confirmed.failure))
})

/** The button of a recovery: the journey moves to this browser and stands where a typed code would have brought it. */
export const followLink = publicAction(linkForm, async (visit, { token }) => {
  const followed = await followRecoveryLink(visit.deps, visit.organisation, visit.client, token)
  return followed.ok ? goTo(await afterRecovery(visit)) : wrong(visit.say('go.ended.text'))
})
