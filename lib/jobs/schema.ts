import { z } from 'zod'

export const messageJob = z.object({ organisationId: z.uuid(), messageId: z.uuid() })
