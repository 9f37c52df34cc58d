import type { Deps } from '@/lib/core/db'
import { findDetails, lockPerson, savePersonChanges } from './store'

/** What a person may change without further proof. */
export type PlainDetails = { givenName: string; familyName: string; street: string; postalCode: string; city: string; country: string; language: string }

/**
 * Writes what differs and returns the names of those fields; an import leaves them alone from then on. Call it in a
 * transaction: of two edits at once the later one compares with the earlier.
 */
export async function changeDetails(deps: Deps, organisationId: string, personId: string, wished: Partial<PlainDetails>): Promise<string[]> {
  await lockPerson(deps.db, organisationId, personId)
  const present: Record<string, unknown> | null = await findDetails(deps.db, organisationId, personId)
  if (!present) throw new Error('somebody who is not in the register changed their details')
  const changed = Object.entries(wished).filter(([field, value]) => present[field] !== value)
  const fields = changed.map(([field]) => field)
  if (fields.length > 0) await savePersonChanges(deps.db, organisationId, personId, Object.fromEntries(changed), fields, deps.now())
  return fields
}
