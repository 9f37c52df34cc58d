import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { csvLine } from '../rules'
import { type RegisterColumn, registerColumns } from '../schema'
import { deleteOldLeaves, findLeave, insertLeave, type Leave, listPeople } from './store'

/** For so long one may take the copy that one asked for; minutes. */
export const leaveMinutes = 30

/** People of one piece: as many as are ever in memory. */
const piece = 2_000

/** Password hashes never leave the portal. */
const columns = registerColumns.filter((column): column is Exclude<RegisterColumn, 'passwordHash'> => column !== 'passwordHash')

export async function giveLeave(deps: Deps, organisationId: string, personId: string, groupId: string | null): Promise<string> {
  const createdAt = deps.now()
  const id = timeOrderedId(createdAt)
  await insertLeave(deps.db, organisationId, { id, personId, groupId, createdAt, expiresAt: new Date(createdAt.getTime() + leaveMinutes * 60_000) })
  return id
}

/** The leave of who asks, as long as it lasts. */
export const leaveOf = (deps: Deps, organisationId: string, personId: string, id: string): Promise<Leave | null> =>
  findLeave(deps.db, organisationId, personId, id, deps.now())

export const removeOldLeaves = (deps: Deps, before: Date): Promise<void> => deleteOldLeaves(deps.db, before)

/** The register as a file that the import reads, some lines at a time; of a group alone where one is given. */
export async function* exportPeople(deps: Deps, organisationId: string, groupId: string | null): AsyncGenerator<string> {
  yield `\ufeff${csvLine(columns)}`
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const people = await listPeople(deps.db, organisationId, groupId, after, piece)
    const last = people.at(-1)
    if (!last) return
    yield people.map((person) => csvLine(columns.map((column) => person[column] ?? ''))).join('')
    after = last.id
  }
}
