import { z } from 'zod'
import { contactStates } from '@/lib/cases/contact/schema'

const longest = 10_000
/** what the database takes: no NUL, and ends of lines of one kind */
const words = (max: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replaceAll('\r\n', '\n')
        .replace(/[^\P{Cc}\n\t]/gu, '')
        .trim(),
    )
    .pipe(z.string().max(max, 'contact.tooLong'))
/** What a person is called, on one line: it stands among our own words in a mail, where no line and no link may be somebody else's. */
const called = words(200).transform((text) =>
  text
    .replace(/\p{Cf}/gu, '')
    .replace(/\S*(?::\/\/|\bwww\.)\S*/gi, '')
    .replace(/\s+/g, ' ')
    .trim(),
)
const message = words(longest).refine((text) => text !== '', 'contact.text.missing')

export const contactForm = z.object({
  ticket: z.string().max(200),
  /** people don't see it; whoever fills it in is a machine */
  website: z.string().max(2_000).default(''),
  topic: z.string().max(60),
  text: message,
  name: called.default(''),
  email: z.string().trim().max(254).default(''),
  /** an identity number stands in the text, and the person was told so */
  warned: z.string().max(20).default(''),
})

const number = z.coerce.number().int().min(1).max(2_147_483_647)
const once = z.uuid()

export const moreForm = z.object({ once, number, text: message })
export const answerForm = z.object({ once, number, text: message })
export const stateForm = z.object({ once, number, state: z.enum(['open', 'closed']) })
export const topicForm = z.object({
  once,
  sv: words(80).default(''),
  nb: words(80).default(''),
  fi: words(80).default(''),
  en: words(80).default(''),
  group: z.uuid().or(z.literal('')),
})
export const topicEnd = z.object({ once, topic: z.uuid() })

/** What stands in the address of the inbox; what is no filter is left out. */
export const inboxQuery = z.object({
  state: z.enum(['', ...contactStates]).catch('open'),
  topic: words(80).catch(''),
  before: number.or(z.literal('')).catch(''),
})
export const caseNumber = number
