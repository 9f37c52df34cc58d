import type { Deps } from '@/lib/core/db'
import { adapterOf } from './adapter'
import { type Agreement, findAgreement } from './find-agreement'

export type Question = Agreement & { clientId: string; asked: string[] }

/** What a system that waits for an answer asks of a person; null when it waits no more. */
export async function findQuestion(deps: Deps, organisationId: string, personId: string, interaction: string): Promise<Question | null> {
  const waiting = await adapterOf(deps, organisationId, 'Interaction').find(interaction)
  const clientId = String(waiting?.params?.client_id ?? '')
  const agreement = waiting && (await findAgreement(deps, organisationId, personId, clientId))
  if (!agreement) return null
  const asked = String(waiting.params?.scope ?? '')
    .split(' ')
    .filter((scope) => agreement.scopes.includes(scope))
  return { ...agreement, clientId, asked }
}
