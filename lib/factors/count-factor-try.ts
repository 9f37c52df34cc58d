import type { Deps } from '@/lib/core/db'
import { countUse } from '@/lib/limits/count-use'

/**
 * So many wrong codes a day, of whatever own factor, and over all journeys: who has the password and guesses hits one of
 * the three codes that are open once in 16,000 days.
 */
const mostWrongTries = 20

const tries = (organisationId: string, personId: string) => ({
  name: 'own-factor-try',
  key: `${organisationId} ${personId}`,
  max: mostWrongTries,
  windowSeconds: 24 * 60 * 60,
})

/** Counts first, so that guesses that are sent together are all counted. Call it outside a transaction. */
export async function countFactorTry(deps: Deps, organisationId: string, personId: string): Promise<{ isOver: boolean; clear: () => Promise<void> }> {
  const limit = tries(organisationId, personId)
  const { isOver, count } = await countUse(deps, limit)
  return {
    isOver,
    /** a right one forgets the wrong ones before it */
    clear: async () => {
      await countUse(deps, { ...limit, by: -count })
    },
  }
}
