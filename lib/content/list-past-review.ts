import type { Deps } from '@/lib/core/db'
import { asReader, wholeReader } from './as-reader'
import { listTitlesToReview } from './store'

/** Titles of what readers have and nobody has looked through in time, the oldest first. */
export const listPastReview = (deps: Deps, organisationId: string, languages: readonly string[], count: number): Promise<string[]> =>
  asReader(deps, organisationId, wholeReader, ({ db }) => listTitlesToReview(db, organisationId, languages, deps.now(), count))
