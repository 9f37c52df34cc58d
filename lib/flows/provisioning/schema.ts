import { z } from 'zod'

/** Months that a token lives. */
export const tokenMonths = ['3', '6', '12', '24'] as const

const once = z.uuid()
const act = { once, reason: z.string().max(2_000), currentPassword: z.string().max(100_000).optional() }

export const makeTokenForm = z.object({
  ...act,
  name: z.string().trim().min(1, { error: 'provisioning.noName' }).max(100, { error: 'provisioning.noName' }),
  months: z.enum(tokenMonths),
})
export const removeTokenForm = z.object({ ...act, token: z.uuid() })
