import { z } from 'zod'
import { isSafeAddress } from '@/lib/core/is-safe-address'

export const newWebhook = z.object({
  url: z.string().trim().refine(isSafeAddress, { error: 'webhooks.badAddress' }),
  acts: z
    .string()
    .max(5_000, { error: 'webhooks.badActs' })
    .transform((text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))])
    .refine((acts) => acts.length <= 50 && acts.every((act) => /^[a-z][a-z-]{1,40}(\.[a-z-]{0,40})?$/.test(act)), { error: 'webhooks.badActs' }),
})
export type NewWebhook = z.output<typeof newWebhook>
