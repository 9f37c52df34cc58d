import type { Deps } from '@/lib/core/db'
import { contentKeptDays } from './rules'
import { emptyContentsBefore } from './store'

/** Takes the text out of messages that ended long ago; that they were sent stays known. Returns how many. */
export function emptyOldMessages(deps: Deps): Promise<number> {
  return emptyContentsBefore(deps.db, new Date(deps.now().getTime() - contentKeptDays * 86_400_000))
}
