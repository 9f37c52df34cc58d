import type { Deps } from '@/lib/core/db'
import { failure, success } from '@/lib/core/result'
import type { Refusal } from '@/lib/directory/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import type { BrokenRule } from './find-broken-rules'
import type { Checked, PasswordHome } from './home'
import { standsFree } from './lock-rules'
import { deleteHashes } from './store'

// What speaks LDAP is loaded where a directory is asked first: most portals have none.
const directory = () => import('@/lib/directory/ask-directory')

/** The organisation's directory. The database keeps when the portal last set a password, and nothing to check one by. */
export const directoryHome: PasswordHome = {
  async check(deps, organisation, { subjectId, hash, isLocked }, typed) {
    const name = await nameThere(deps, organisation, subjectId)
    const checked = await (await directory()).checkThere(deps, organisation, isLocked ? null : name, typed)
    if (checked === null) return 'away'
    const answer: Checked = checked === 'right' || checked === 'must-change' ? checked : 'wrong'
    if (answer !== 'wrong' && hash) await deleteHashes(deps.db, organisation.id, subjectId)
    return answer
  },

  async put(deps, { organisation, person, typed, former }) {
    const name = person[organisation.settings.directory.matches]
    const set = name ? await (await directory()).setThere(deps, organisation, name, { typed, former }) : failure('unknown' as const)
    if (set === null) return failure([broken('away')])
    if (!set.ok) return failure([broken(set.failure)])
    await deleteHashes(deps.db, organisation.id, person.id)
    return success(null)
  },

  async unlock(deps, organisation, personId) {
    const name = await nameThere(deps, organisation, personId)
    const opened = name ? await (await directory()).unlockThere(deps, organisation, name) : success(null)
    if (opened === null) return failure('directory.away')
    return opened.ok ? opened : failure('directory.closed')
  },

  async look(deps, organisation, personId) {
    const name = await nameThere(deps, organisation, personId)
    return (name === null ? null : await (await directory()).readStateThere(deps, organisation, name)) ?? standsFree
  },
}

/** What the person is called in the directory; strangers are nobody there. */
async function nameThere(deps: Deps, { id, settings }: Organisation, subjectId: string): Promise<string | null> {
  const person = await findPerson(deps, id, subjectId)
  return person?.[settings.directory.matches] ?? null
}

const broken = (why: Refusal | 'away'): BrokenRule => ({ rule: `directory.${why}`, key: `password.failure.directory.${why}`, values: {} })
