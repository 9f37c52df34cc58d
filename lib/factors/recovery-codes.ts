import { randomInt } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { hmac } from '@/lib/core/seal'
import { countFactorTry } from './count-factor-try'
import { inGroups, readRecoveryCode, recoveryCodeCount, recoveryCodeLength, recoverySigns } from './rules'
import { findRecoveryCodes, replaceRecoveryCodes, spendRecoveryCode } from './store'

export type RecoveryCodeFailure = 'factor.recovery.format' | 'factor.recovery.wrong' | 'factor.tooMany'

/** Ten new codes of 60 bits, in groups, to be shown once; all earlier ones of the person are worthless. Call it in a transaction. */
export async function makeRecoveryCodes(deps: Deps, organisationId: string, personId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () =>
    Array.from({ length: recoveryCodeLength }, () => recoverySigns[randomInt(recoverySigns.length)]).join(''),
  )
  const hmacs = codes.map((code) => codeHmac(organisationId, personId, code))
  await replaceRecoveryCodes(deps.db, organisationId, personId, hmacs, deps.now())
  return codes.map(inGroups)
}

/**
 * A typed recovery code that may be tried: `spend` uses it up, for one of all who send it, in the transaction of what it
 * opens. Call it outside a transaction: the try is counted whatever comes of it.
 */
export async function tryRecoveryCode(
  deps: Deps,
  organisationId: string,
  personId: string,
  typed: string,
): Promise<Result<{ spend: (deps: Deps) => Promise<boolean>; clear: () => Promise<void> }, RecoveryCodeFailure>> {
  const code = readRecoveryCode(typed)
  if (!code) return failure('factor.recovery.format')
  const { isOver, clear } = await countFactorTry(deps, organisationId, personId)
  if (isOver) return failure('factor.tooMany')
  const spend = ({ db, now }: Deps) => spendRecoveryCode(db, organisationId, personId, codeHmac(organisationId, personId, code), now())
  return success({ spend, clear })
}

/** How many still work, of how many, and since when; null for somebody who never had any. */
export async function readRecoveryCodes(deps: Deps, organisationId: string, personId: string): Promise<{ left: number; madeAt: Date } | null> {
  const codes = await findRecoveryCodes(deps.db, organisationId, personId)
  return codes[0] ? { left: codes.filter(({ usedAt }) => usedAt === null).length, madeAt: codes[0].createdAt } : null
}

const codeHmac = (organisationId: string, personId: string, code: string) => hmac('recovery-code', organisationId, personId, code)
