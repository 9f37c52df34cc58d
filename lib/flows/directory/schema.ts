import { z } from 'zod'

export const secretForm = z.object({
  once: z.uuid(),
  reason: z.string().max(2_000),
  currentPassword: z.string().max(100_000).optional(),
  /** of the portal's account there; "password" in a name keeps it from coming back to the page */
  directoryPassword: z.string().min(1, { error: 'directory.secret.missing' }).max(4_096),
})

export const readJob = z.object({ organisationId: z.uuid() })
export const mobileJob = z.object({ organisationId: z.uuid(), personId: z.uuid() })
