import type { Deps } from '@/lib/core/db'
import type { Election } from '../schema'
import { listAnswers } from './store'

/** The archive of a counted simple vote as JSON. `voted` is what the roll said at the count: the roll itself is not kept for ever. */
export async function* streamSimpleArchive(deps: Deps, { organisationId, id, simple, result }: Election): AsyncGenerator<string, void> {
  yield `{"manifest":${JSON.stringify(simple)},"voted":${result?.ballots ?? 0},"answers":[`
  let separator = ''
  for (const answer of await listAnswers(deps.db, organisationId, id)) {
    yield `${separator}${JSON.stringify(answer)}`
    separator = ','
  }
  yield ']}'
}
