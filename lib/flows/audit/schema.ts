import { z } from 'zod'
import { typedDay } from '../typed-day'

/** The database takes no NUL, and nobody's name has one. */
const line = z
  .string()
  .transform((text) => text.replace(/\p{Cc}/gu, '').trim())
  .pipe(z.string().max(200))
  .catch('')

/** What stands in the address of the audit's page: whatever was typed there is a filter, and what is none is left out. */
export const auditQuery = z.object({
  who: line,
  whom: line,
  act: z
    .string()
    .regex(/^[a-z.-]{1,60}$/)
    .or(z.literal(''))
    .catch(''),
  outcome: z.enum(['', 'success', 'failure']).catch(''),
  from: typedDay,
  until: typedDay,
  address: line,
  before: z.uuid().or(z.literal('')).catch(''),
})
export type AuditQuery = z.output<typeof auditQuery>

export const verifyForm = z.object({ once: z.uuid() })
