import { z } from 'zod'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { issuerOf } from '@/lib/oidc/issuer-of'
import { sendSignOut } from '@/lib/oidc/send-sign-out'
import { takeEndedSessions } from '@/lib/oidc/take-ended-sessions'
import { listOrganisations } from '@/lib/organisations/find-organisation'

export const endedSignIn = z.object({ organisationId: z.uuid(), clientId: z.uuid(), personId: z.uuid(), sid: z.string() })

/** Sessions that have ended, however that was, are told to the systems that they opened. Run by the clock. */
export const tellEndedSessions = (deps: Deps): Promise<void> =>
  inTransaction(deps, async (deps) => {
    for (const ended of await takeEndedSessions(deps)) await enqueueJob(deps, 'tell-client', ended)
  })

/** One system is told (OpenID Connect Back-Channel Logout); the queue tries again where it does not answer. */
export async function tellClient(deps: Deps, { organisationId, clientId, personId, sid }: z.output<typeof endedSignIn>): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  if (organisation) await sendSignOut(deps, organisation, issuerOf(organisation), { clientId, personId, sid })
}
