'use server'

import { agreeToClient } from '@/lib/flows/openid/agree-to-client'
import { consentForm } from '@/lib/flows/openid/schema'
import { goTo, memberAction, wrong } from '@/lib/web/actions'

/** Back to where the system's question waits: there it is answered. */
export const agree = memberAction(consentForm, async ({ deps, organisation, client, session, paths, say }, { of }) =>
  (await agreeToClient(deps, organisation, client, session.personId, of)) ? goTo(`${paths.openidQuestion(of)}`) : wrong(say('openid.over.text')),
)
