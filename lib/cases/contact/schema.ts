import type { CheckedFile } from '@/lib/files/check-file'
import type { Language } from '@/lib/words/language'

export const contactStates = ['open', 'answered', 'closed'] as const
export type ContactState = (typeof contactStates)[number]

export type Topic = {
  id: string
  labels: Partial<Record<Language, string>>
  /** whose case workers answer it beside those of the whole organisation */
  groupId: string | null
}

/** Somebody's case as the inbox and the person's own list show it. */
export type Contact = {
  caseId: string
  number: number
  personId: string | null
  topic: string
  groupId: string | null
  name: string
  email: string | null
  language: Language
  state: ContactState
  openedAt: Date
  changedAt: Date
}

/** Added to a message; `fileId`: where its bytes are kept. */
export type ContactFile = { id: string; fileId: string; name: string; type: string; bytes: number }
export type ContactMessage = { id: string; at: Date; isFromStaff: boolean; authorId: string | null; text: string; files: ContactFile[] }

/** What somebody wrote, with files that were looked at. */
export type NewContact = Pick<Contact, 'personId' | 'topic' | 'groupId' | 'name' | 'email' | 'language'> & {
  organisationId: string
  text: string
  files?: readonly CheckedFile[]
}

/** One of the inbox's pages; `groupIds`: only what these groups answer. */
export type InboxFilter = { state: ContactState | ''; topic: string; before: number | null; groupIds: readonly string[] | null }
