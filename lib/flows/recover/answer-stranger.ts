import type { Deps } from '@/lib/core/db'
import { countMessage } from '@/lib/delivery/count-message'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { Organisation } from '@/lib/organisations/schema'
import type { RecoveryData } from './journey'
import { isAddressAnswered } from './rules'

/**
 * For what was typed by nobody we know: the caps count it as anybody's, and where the organisation answers every address
 * it is told that somebody asked (H5). Returns the id of that message.
 */
export async function answerStranger(deps: Deps, organisation: Organisation, { typed }: Pick<RecoveryData, 'typed'>): Promise<string | null> {
  const { recovery, languages } = organisation.settings
  if (!isAddressAnswered(recovery, typed)) {
    await countMessage(deps, organisation, { channel: recovery.proofs[0]?.[0] ?? 'email', recipient: typed, personId: null })
    return null
  }
  const sent = await queueMessage(deps, {
    organisation,
    personId: null,
    channel: 'email',
    recipient: typed,
    language: languages[0] ?? 'en',
    template: 'no-account',
    values: {},
  })
  return sent.ok ? sent.value.messageId : null
}
