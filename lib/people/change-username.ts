import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { identifierKey } from './rules'
import { dropIdentifier, lockPerson, savePersonChanges, takeIdentifier } from './store'

/** Gives a person the user name that they chose; the former one is a stranger's from then on. Call it in a transaction. */
export async function changeUsername(deps: Deps, organisationId: string, personId: string, username: string): Promise<Result<null, 'first.username.taken'>> {
  const before = await lockPerson(deps.db, organisationId, personId)
  if (!before) throw new Error('the user name of somebody who is not in the register was changed')
  if (!(await takeIdentifier(deps.db, organisationId, personId, identifierKey(username)))) return failure('first.username.taken')
  const kept = [before.memberNumber, before.email, username].filter((name) => name !== null).map(identifierKey)
  if (before.username && !kept.includes(identifierKey(before.username))) await dropIdentifier(deps.db, organisationId, personId, identifierKey(before.username))
  await savePersonChanges(deps.db, organisationId, personId, { username }, ['username'], deps.now())
  return success(null)
}
