import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'

/** A transaction that a failure takes back too, and not only a bug: nothing of a refused story stays. */
export async function allOrNothing<Value, Problem>(deps: Deps, work: (deps: Deps) => Promise<Result<Value, Problem>>): Promise<Result<Value, Problem>> {
  const refused: Problem[] = []
  try {
    return success(
      await inTransaction(deps, async (deps) => {
        const result = await work(deps)
        if (result.ok) return result.value
        refused.push(result.failure)
        throw new Error('taken back')
      }),
    )
  } catch (error) {
    for (const problem of refused) return failure(problem)
    throw error
  }
}
