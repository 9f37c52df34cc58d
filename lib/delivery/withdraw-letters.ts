import { type Deps, inTransaction } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { listWaitingLetters, moveMessage } from './store'
import type { TemplateName } from './templates'

/** Letters of this kind that still wait are never printed: what they hold is worth nothing any more. */
export async function withdrawLetters(deps: Deps, organisationId: string, personId: string, template: TemplateName): Promise<void> {
  const at = deps.now()
  const emptied = environment().PORTEN_DEMO ? {} : { sealedContent: null }
  await inTransaction(deps, async ({ db }) => {
    for (const messageId of await listWaitingLetters(db, organisationId, personId, template)) {
      const fields = { failedAt: at, failure: 'replaced', ...emptied }
      await moveMessage(db, { organisationId, messageId }, { from: ['queued'], to: 'given-up', at, answer: 'another took its place', fields })
    }
  })
}
