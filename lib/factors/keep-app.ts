import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { sealSecret } from './app-secret'
import { type AppCodeFailure, matchStep } from './check-app-code'
import { countFactorTry } from './count-factor-try'
import { openSteps, readAppCode } from './rules'
import { insertApp } from './store'

type NewApp = { organisationId: string; personId: string; name: string; secret: Uint8Array }

/** Whether the app shows what we would: the step of the code that proves it, which is then used. Call it outside a transaction. */
export async function tryNewApp(
  deps: Deps,
  { organisationId, personId, secret }: Omit<NewApp, 'name'>,
  typed: string,
): Promise<Result<number, Exclude<AppCodeFailure, 'factor.app.used'>>> {
  const code = readAppCode(typed)
  if (!code) return failure('factor.app.format')
  const tried = await countFactorTry(deps, organisationId, personId)
  if (tried.isOver) return failure('factor.tooMany')
  const step = matchStep(secret, code, openSteps(deps.now(), 0))
  if (step === null) return failure('factor.app.wrong')
  await tried.clear()
  return success(step)
}

/** An app that proved itself by the code of `step` belongs to the person from now on. */
export async function keepApp(deps: Deps, { organisationId, personId, name, secret }: NewApp, step: number): Promise<void> {
  const createdAt = deps.now()
  const id = timeOrderedId(createdAt)
  await insertApp(deps.db, { id, organisationId, personId, name, sealedSecret: sealSecret(organisationId, id, secret), lastStep: step, createdAt })
}
