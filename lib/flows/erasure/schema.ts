import { z } from 'zod'

const secret = z.string().max(100_000).optional()

export const askForm = z.object({ currentPassword: secret })
export const decideForm = z.object({
  person: z.uuid(),
  once: z.uuid(),
  decision: z.enum(['approve', 'decline']),
  reason: z.string().max(2_000),
  currentPassword: secret,
})
