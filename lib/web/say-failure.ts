import type { WordKey } from '@/lib/words/keys'
import { helpContact } from './help-contact'
import type { Visit } from './read-visit'

/** A failure in words that tell what to do, and whom to call where that helps. */
export function sayFailure(visit: Pick<Visit, 'say' | 'organisation'>, failure: WordKey): string {
  return visit.say(failure, { help: helpContact(visit), organisation: visit.organisation.settings.name })
}
