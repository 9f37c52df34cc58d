import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { identifierKey, type Person } from './rules'
import { dropIdentifier, lockPerson, savePersonChanges, takeIdentifier } from './store'

/**
 * Puts a proved address in the place of the person's, among the names that find them too: from then on the old one is a
 * stranger's (H9). A user name that was the old address follows. Call it in a transaction; fails when the address is
 * somebody else's name. One that is not proved yet stands there all the same, and opens nothing (`isProved`). Returns the
 * person as they were before.
 */
export async function changeEmail(
  deps: Deps,
  organisationId: string,
  personId: string,
  email: string,
  isProved = true,
): Promise<Result<Person, 'details.email.taken'>> {
  const before = await lockPerson(deps.db, organisationId, personId)
  if (!before) throw new Error('the address of somebody who is not in the register was changed')
  if (!(await takeIdentifier(deps.db, organisationId, personId, identifierKey(email)))) return failure('details.email.taken')

  const isUsername = before.email !== null && before.username !== null && identifierKey(before.username) === identifierKey(before.email)
  const username = isUsername ? email : before.username
  const kept = [before.memberNumber, username, email].filter((name) => name !== null).map(identifierKey)
  if (before.email && !kept.includes(identifierKey(before.email))) await dropIdentifier(deps.db, organisationId, personId, identifierKey(before.email))

  const now = deps.now()
  const changes = { email, emailValidatedAt: isProved ? now : null, ...(isUsername ? { username } : {}) }
  await savePersonChanges(deps.db, organisationId, personId, changes, isUsername ? ['email', 'username'] : ['email'], now)
  return success(before)
}
