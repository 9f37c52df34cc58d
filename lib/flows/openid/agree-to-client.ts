import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { giveConsent } from '@/lib/oidc/find-agreement'
import { findQuestion } from '@/lib/oidc/find-question'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'

/** The person lets the system that waits learn what it asks for, and nothing more. False when it waits no more. */
export async function agreeToClient(
  deps: Deps,
  { id: organisationId }: Pick<Organisation, 'id'>,
  client: Client,
  personId: string,
  interaction: string,
): Promise<boolean> {
  const question = await findQuestion(deps, organisationId, personId, interaction)
  if (!question) return false
  const { clientId, name, asked } = question
  await inTransaction(deps, async (deps) => {
    await giveConsent(deps, organisationId, personId, clientId, asked)
    const details = { client: name, clientId, scopes: asked }
    await recordEvent(deps, { organisationId, act: 'clients.agreed', outcome: 'success', actorId: personId, details, personal: whereFrom(client) })
  })
  return true
}
