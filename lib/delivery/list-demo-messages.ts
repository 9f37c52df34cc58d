import type { Deps } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { unsealContent } from './seal-content'
import { listNewest } from './store'

export type DemoMessage = {
  id: string
  channel: string
  to: string
  subject: string | null
  text: string
  at: Date
  html: string | null
  organisationSlug: string
  isLetter: boolean
}

/** The newest messages as their receivers see them. Empty outside the demo, whatever the page in front does. */
export async function listDemoMessages(deps: Deps, limit: number, settings = environment()): Promise<DemoMessage[]> {
  if (!settings.PORTEN_DEMO) return []
  const messages = await listNewest(deps.db, limit)
  return messages.flatMap(({ id, channel, recipient, sealedContent, createdAt }) => {
    const content = unsealContent(id, sealedContent)
    if (!content) return []
    const { subject, text, html, organisationSlug } = content
    return [{ id, channel, to: recipient, subject, text, at: createdAt, html, organisationSlug, isLetter: content.letter !== null }]
  })
}
