import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { isSame } from '@/lib/core/seal'
import { type CodeFor, codeHmac } from './issue-code'
import { judgeCode, readCode } from './rules'
import { countTry, findCode, spendCode } from './store'

export type CodeFailure = 'code.format' | 'code.wrong' | 'code.expired' | 'code.dead'

/**
 * Counts a try, then judges it: in a statement of its own, so that guesses sent together are all counted. Call it outside
 * a transaction. A right code is not used up before `spend` says so, to one of all who send it: in the transaction of
 * what it opens, nothing of a story is lost between the two.
 */
export async function tryCode(
  deps: Deps,
  { organisation, journeyId, purpose, personId }: CodeFor,
  typed: string,
): Promise<Result<{ spend: (deps: Deps) => Promise<boolean> }, CodeFailure>> {
  const code = readCode(typed)
  if (!code) return failure('code.format')
  const key = { organisationId: organisation.id, journeyId, purpose }
  const { tries } = organisation.settings.codes
  const row = await countTry(deps.db, key, tries)
  if (!row) return failure((await findCode(deps.db, key)) ? 'code.dead' : 'code.wrong') // none was made yet: no guess can be right
  const isRight = row.personId === personId && isSame(row.hmac, codeHmac(key, personId, code))
  const verdict = judgeCode(isRight, row.expiresAt, deps.now())
  if (verdict === 'expired') return failure('code.expired')
  if (verdict === 'wrong') return failure(row.attempts >= tries ? 'code.dead' : 'code.wrong')
  return success({ spend: ({ db, now }) => spendCode(db, organisation.id, row.id, now()) })
}

/** Tries a typed code and uses it up at once. */
export async function checkCode(deps: Deps, code: CodeFor, typed: string): Promise<Result<null, CodeFailure>> {
  const tried = await tryCode(deps, code, typed)
  if (!tried.ok) return tried
  return (await tried.value.spend(deps)) ? success(null) : failure('code.dead')
}

/** What the page shows of the code that was sent: never the code. */
export function findSentCode(deps: Deps, { organisation, journeyId, purpose }: Omit<CodeFor, 'personId'>) {
  return findCode(deps.db, { organisationId: organisation.id, journeyId, purpose })
}
