import { asReader, wholeReader } from '@/lib/content/as-reader'
import type { Deps } from '@/lib/core/db'
import type { Kind } from './rules'

/** Nothing of content is there, nor goes, but for somebody who may read the whole of it. */
export const asKeeper = <Value>(deps: Deps, organisationId: string, kind: Kind, work: (deps: Deps) => Promise<Value>): Promise<Value> =>
  kind === 'revisionDays' ? asReader(deps, organisationId, wholeReader, work) : work(deps)
