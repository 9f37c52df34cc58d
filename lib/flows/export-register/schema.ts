import { z } from 'zod'

export const exportForm = z.object({
  group: z.union([z.literal(''), z.uuid()]),
  reason: z.string().max(2_000),
  currentPassword: z.string().max(100_000).optional(),
})
