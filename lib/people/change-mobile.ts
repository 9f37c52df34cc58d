import type { Deps } from '@/lib/core/db'
import type { Person } from './rules'
import { lockPerson, savePersonChanges } from './store'

/** Puts another number (E.164), or none, in the place of the person's; one that is not proved gets no codes. Returns the person as they were before. */
export async function changeMobile(deps: Deps, organisationId: string, personId: string, mobile: string | null, isProved = true): Promise<Person> {
  const before = await lockPerson(deps.db, organisationId, personId)
  if (!before) throw new Error('the number of somebody who is not in the register was changed')
  const now = deps.now()
  await savePersonChanges(deps.db, organisationId, personId, { mobile, mobileValidatedAt: mobile && isProved ? now : null }, ['mobile'], now)
  return before
}
