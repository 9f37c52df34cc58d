import { seal, unseal } from '@/lib/core/seal'
import { type MessageContent, messageContent } from './schema'

export const sealContent = (messageId: string, content: MessageContent) => seal('message', JSON.stringify(content), messageId)

/** Null when there is none any more, or when it was sealed with another AUTH_SECRET. */
export function unsealContent(messageId: string, sealed: Uint8Array | null): MessageContent | null {
  if (!sealed) return null
  try {
    return messageContent.parse(JSON.parse(unseal('message', sealed, messageId)))
  } catch {
    return null
  }
}
