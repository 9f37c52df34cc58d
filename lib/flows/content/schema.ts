import { z } from 'zod'
import { longest } from '@/lib/content/rules'
import { contentKinds, listStates } from '@/lib/content/schema'
import type { WordKey } from '@/lib/words/keys'

const word = (key: WordKey) => key
/** What the database takes: no NUL, and ends of lines of one kind. */
const clean = (text: string) => text.replaceAll('\r\n', '\n').replace(/[^\P{Cc}\n\t]/gu, '')
const text = (max: number) =>
  z
    .string()
    .transform((typed) => clean(typed).trim())
    .pipe(z.string().max(max, word('content.tooLong')))
const line = (max: number) => text(max).transform((typed) => typed.replace(/\s+/g, ' '))

const once = z.uuid()
const reason = z.string().max(2_000)
const currentPassword = z.string().max(100_000).optional()
const language = z.string().max(2)
const number = z.coerce.number().int().min(1).max(2_147_483_647)
/** The item, as the editor saw it. */
const which = { id: z.uuid(), version: number }

export const newForm = z.object({
  once,
  kind: z.enum(contentKinds),
  language,
  title: line(longest.title).refine((typed) => typed !== '', word('content.noTitle')),
})
export const textForm = z.object({
  ...which,
  language,
  title: line(longest.title),
  summary: line(longest.summary).default(''),
  keywords: line(longest.keywords).default(''),
  body: text(longest.body).default(''),
  /** the revision of the original that stood beside it */
  source: number.or(z.literal('')).default(''),
  /** that the translation says what the original says now */
  isCurrent: z.literal('yes').optional().transform(Boolean),
  press: z.enum(['save', 'look']).default('save'),
})
/** Groups are boxes called `group.ID`. */
export const planForm = z.looseObject({ ...which, currentPassword })
export const stepForm = z.object({ ...which, once, step: z.enum(['review', 'draft', 'publish', 'hide']), currentPassword })
export const restoreForm = z.object({ ...which, once, number })
export const fileEndForm = z.object({ id: z.uuid(), file: z.uuid(), once })
export const removeForm = z.object({ ...which, once, reason, currentPassword })

/** The list's filter, from the address. */
export const contentQuery = z.object({
  q: z.string().transform((typed) => typed.trim().slice(0, 100)),
  kind: z.enum(['', ...contentKinds]).catch(''),
  state: z.enum(['', ...listStates]).catch(''),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .catch(''),
  after: z.uuid().catch(''),
})
