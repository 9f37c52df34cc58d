import { Tag } from '@/components/tag'
import type { MessageState } from '@/lib/delivery/schema'
import { sayPhone } from '@/lib/organisations/say-phone'
import type { Visit } from '@/lib/web/visit'
import { isWordKey } from '@/lib/words/keys'

/** What a message is about; of a template that is no more, its name. */
export function sayPurpose({ say }: Pick<Visit, 'say'>, purpose: string): string {
  const key = `deliveries.purpose.${purpose}`
  return isWordKey(key) ? say(key) : purpose
}

export function sayFailed({ say }: Pick<Visit, 'say'>, failure: string | null): string | null {
  const key = `deliveries.failure.${failure}`
  return isWordKey(key) ? say(key) : failure
}

export const sayReceiver = ({ organisation }: Pick<Visit, 'organisation'>, channel: string, recipient: string) =>
  channel === 'sms' ? sayPhone(recipient, organisation.settings.country) : recipient

const tones: Partial<Record<MessageState, 'good' | 'bad'>> = { delivered: 'good', refused: 'bad', 'given-up': 'bad', unknown: 'bad' }

/** How far a message has come, in a word. */
export function State({ visit: { say }, state }: { visit: Pick<Visit, 'say'>; state: MessageState }) {
  return <Tag tone={tones[state]}>{say(`deliveries.state.${state}`)}</Tag>
}
