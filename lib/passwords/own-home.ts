import { inTransaction } from '@/lib/core/db'
import { failure, success } from '@/lib/core/result'
import { hashPassword } from './hash-password'
import type { PasswordHome } from './home'
import { standsFree } from './lock-rules'
import { deleteOldFormerHashes, insertFormerHash, replaceHash, replacePassword } from './store'
import { verifyPassword } from './verify-password'

/** The portal's own database: argon2id, with the earlier hashes for the history. */
export const ownHome: PasswordHome = {
  async check(deps, organisation, { subjectId, hash }, typed) {
    const { isRight, rehashed } = await verifyPassword(hash, typed)
    if (hash && rehashed) await replaceHash(deps.db, organisation.id, subjectId, hash, rehashed)
    return isRight ? 'right' : 'wrong'
  },

  async put(deps, { organisation, person, typed, by, present }) {
    const { history } = organisation.settings.passwords
    const now = deps.now()
    const hash = await hashPassword(typed)
    const isSet = await inTransaction(deps, async ({ db }) => {
      if (!(await replacePassword(db, organisation.id, person.id, present, { hash, setAt: now, setBy: by }))) return false
      if (present?.hash && history > 0) await insertFormerHash(db, organisation.id, person.id, present.hash, now)
      await deleteOldFormerHashes(db, organisation.id, person.id, history)
      return true
    })
    return isSet ? success(null) : failure('changed')
  },

  unlock: async () => success(null),
  look: async () => standsFree,
}
