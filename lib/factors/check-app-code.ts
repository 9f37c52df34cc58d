import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { isSame } from '@/lib/core/seal'
import { appCode } from './app-code'
import { unsealSecret } from './app-secret'
import { countFactorTry } from './count-factor-try'
import { openSteps, readAppCode, stepAt } from './rules'
import { findApps, spendStep } from './store'

export type AppCodeFailure = 'factor.app.format' | 'factor.app.wrong' | 'factor.app.used' | 'factor.tooMany'

/**
 * A typed code of one of the person's apps: right once, for one of all who send it. One step of drift is allowed either
 * way; a step that was used, and what came before it, opens nothing. Call it outside a transaction.
 */
export async function checkAppCode(deps: Deps, organisationId: string, personId: string, typed: string): Promise<Result<null, AppCodeFailure>> {
  const code = readAppCode(typed)
  if (!code) return failure('factor.app.format')
  const tried = await countFactorTry(deps, organisationId, personId)
  if (tried.isOver) return failure('factor.tooMany')
  const now = deps.now()
  for (const app of await findApps(deps.db, organisationId, personId)) {
    const secret = unsealSecret(organisationId, app.id, app.sealedSecret)
    const step = matchStep(secret, code, openSteps(now, app.lastStep))
    if (step !== null) {
      if (!(await spendStep(deps.db, organisationId, app.id, step, now))) return failure('factor.app.used')
      await tried.clear()
      return success(null)
    }
    // Who types the code that opened the page before it is told to wait for the next one.
    if (app.lastStep >= stepAt(now) - 1 && matchStep(secret, code, [app.lastStep]) !== null) return failure('factor.app.used')
  }
  return failure('factor.app.wrong')
}

/** The step whose code was typed; each is compared, so that time tells nothing. */
export function matchStep(secret: Uint8Array, code: string, steps: readonly number[]): number | null {
  const typed = Buffer.from(code)
  const matching = steps.filter((step) => isSame(Buffer.from(appCode(secret, step)), typed))
  return matching[0] ?? null
}
