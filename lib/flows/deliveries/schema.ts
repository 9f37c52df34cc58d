import { z } from 'zod'
import { messageStates } from '@/lib/delivery/schema'
import { typedDay } from '../typed-day'

const none = z.literal('')

/** What stands in the address of the page of deliveries; what is no filter is left out. */
export const deliveriesQuery = z.object({
  channel: z.enum(['', 'sms', 'email', 'letter']).catch(''),
  state: z.enum(['', ...messageStates]).catch(''),
  purpose: z
    .string()
    .regex(/^[a-z-]{1,60}$/)
    .or(none)
    .catch(''),
  /** the database takes no NUL, and no address has one */
  recipient: z
    .string()
    .transform((text) => text.replace(/\p{Cc}/gu, '').trim())
    .pipe(z.string().max(254))
    .catch(''),
  from: typedDay,
  until: typedDay,
  before: z.uuid().or(none).catch(''),
})
export type DeliveriesQuery = z.output<typeof deliveriesQuery>

const act = { once: z.uuid(), reason: z.string().max(2_000) }

export const deliveryForm = z.object({ ...act, message: z.uuid() })
export const testForm = z.object({ ...act, to: z.string().max(254) })
export const takeForm = z.object({ once: z.uuid() })
export const pileForm = z.object({ once: z.uuid(), pile: z.uuid(), end: z.enum(['printed', 'back']) })
