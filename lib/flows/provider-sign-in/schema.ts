import { z } from 'zod'

export const providerSecretForm = z.object({
  once: z.uuid(),
  reason: z.string().max(2_000),
  currentPassword: z.string().max(100_000).optional(),
  /** "password" in a name keeps it from coming back to the page */
  providerPassword: z.string().trim().min(1, { error: 'provider.secret.missing' }).max(4_096),
})
