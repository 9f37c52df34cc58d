import { z } from 'zod'
import { languages } from '@/lib/words/language'

/** Ways on which the worker hands messages over by itself; a letter waits in the outbox until somebody prints it. */
export type CarriedChannel = 'sms' | 'email'
export type MessageChannel = CarriedChannel | 'letter'

/** From waiting to done. `refused`: the gateway or the operator said no; `unknown`: nobody can say whether it went out. */
export const messageStates = ['queued', 'handing-over', 'unknown', 'handed-over', 'given-up', 'refused', 'delivered'] as const
export type MessageState = (typeof messageStates)[number]

/** Why a message did not arrive; the gateway's own answer lies in its events. */
export type MessageFailure = 'refused' | 'tries' | 'stale' | 'replaced' | 'unknown' | 'unreadable' | 'stopped'

/** One page. Its words are final: whoever prints it later adds nothing. */
const letterContent = z.object({
  language: z.enum(languages),
  /** lines in the envelope's window */
  address: z.array(z.string()),
  title: z.string(),
  paragraphs: z.array(z.string()),
  /** the line that the letter is sent for, in a frame */
  secretLine: z.string(),
  steps: z.array(z.string()),
  end: z.array(z.string()),
  /** the page that the code with the squares opens */
  link: z.string(),
  /** as people type it */
  linkLabel: z.string(),
  /** what a screen reader says of it */
  linkPicture: z.string(),
  /** name, sign and colour at the top; whom to call at the foot */
  from: z.object({ name: z.string(), sign: z.string(), hue: z.number(), chroma: z.number() }),
})
export type LetterContent = z.output<typeof letterContent>

/** What is sealed into the outbox row. */
export const messageContent = z.object({
  subject: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
  /** the organisation, as the sender that an e-mail shows */
  senderName: z.string(),
  replyTo: z.string().nullable(),
  organisationSlug: z.string(),
  /** what stands on the paper, for a letter */
  letter: letterContent.nullable().default(null),
})
export type MessageContent = z.output<typeof messageContent>

/** Which messages; those of a time are from `from` on and before `until`. */
export type MessageFilter = {
  personId?: string
  channel?: MessageChannel
  state?: MessageState
  purpose?: string
  /** one of these, as it was written: E.164, address, or member number for letters */
  recipients?: string[]
  from?: Date
  until?: Date
}
