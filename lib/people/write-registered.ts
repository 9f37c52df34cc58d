import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { identifierKey } from './rules'
import { forgetNames, insertRegistered, type RegisterFields, saveRegistered, takeIdentifier } from './store'

export type { RegisterFields } from './store'

const named = ['memberNumber', 'username', 'email'] as const
export type NamingField = (typeof named)[number]
export type RegisteredNames = Record<NamingField, string | null>

/**
 * Writes what a register outside says of somebody, who is taken in where `before` is null, and moves the names that find
 * them. Call it where the row is held, in a transaction that a failure takes back: it fails by the field whose name is
 * somebody else's.
 */
export async function writeRegistered(
  deps: Deps,
  organisationId: string,
  before: ({ id: string } & RegisteredNames) | null,
  changes: Partial<RegisterFields>,
): Promise<Result<string, NamingField>> {
  const now = deps.now()
  const id = before?.id ?? timeOrderedId(now)
  if (!before) await insertRegistered(deps.db, organisationId, id, now)
  for (const field of named) {
    const name = changes[field]
    if (name && !(await takeIdentifier(deps.db, organisationId, id, identifierKey(name)))) return failure(field)
  }
  const keysOf = (names: Partial<RegisteredNames>) => named.flatMap((field) => (names[field] ? [identifierKey(names[field])] : []))
  const kept = keysOf({ ...before, ...changes })
  const gone = before ? keysOf(before).filter((key) => !kept.includes(key)) : []
  if (gone.length > 0) await forgetNames(deps.db, organisationId, id, gone)
  await saveRegistered(deps.db, organisationId, id, changes, now)
  return success(id)
}
