import { z } from 'zod'

export type MessageChannel = 'sms' | 'email'

/** From waiting to done. `refused`: the gateway or the operator said no; `unknown`: nobody can say whether it went out. */
export const messageStates = ['queued', 'handing-over', 'unknown', 'handed-over', 'given-up', 'refused', 'delivered'] as const
export type MessageState = (typeof messageStates)[number]

/** Why a message did not arrive; the gateway's own answer lies in its events. */
export type MessageFailure = 'refused' | 'tries' | 'stale' | 'unknown' | 'unreadable'

/** What is sealed into the outbox row. */
export const messageContent = z.object({
  subject: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
  /** the organisation, as the sender that an e-mail shows */
  senderName: z.string(),
  replyTo: z.string().nullable(),
  organisationSlug: z.string(),
})
export type MessageContent = z.output<typeof messageContent>
