import type { Deps } from '@/lib/core/db'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { countTouched as count, countFormerNames } from './store'

/** How many open accounts lack what these settings ask for, and how many old user names there are. */
export async function countTouched(deps: Deps, organisationId: string, { signIn, recovery, languages }: OrganisationSettings) {
  const { identifiers } = signIn
  return {
    ...(await count(deps.db, organisationId, { identifiers, proofs: recovery.proofs, languages })),
    formerNames: await countFormerNames(deps.db, organisationId),
  }
}
