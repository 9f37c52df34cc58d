import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { batch, dueBefore } from './rules'
import { isStillGone, listGone, noteRemoval } from './store'

const begin = '00000000-0000-0000-0000-000000000000'
const dueOf = (deps: Deps, { settings }: Organisation) => dueBefore(deps.now(), settings.retention.goneDays)

/** People whom the system outside removed so long ago that they are erased. */
export async function* gonePeople(deps: Deps, organisation: Organisation): AsyncGenerator<string> {
  for (let after = begin; ; ) {
    const ids = await listGone(deps.db, organisation.id, dueOf(deps, organisation), after, batch)
    yield* ids
    const last = ids.at(-1)
    if (!last || ids.length < batch) return
    after = last
  }
}

/** For a person whom the transaction holds: the system may have taken them back meanwhile. */
export const isGone = (deps: Deps, organisation: Organisation, personId: string): Promise<boolean> =>
  isStillGone(deps.db, organisation.id, personId, dueOf(deps, organisation))

/** In the transaction that erases the person. */
export const noteGone = (deps: Deps, { id }: Organisation, night: string): Promise<void> => noteRemoval(deps.db, id, night, 'goneDays', 1)
