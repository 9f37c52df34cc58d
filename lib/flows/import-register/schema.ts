import { z } from 'zod'

const current = { currentPassword: z.string().max(100_000).optional() }
export const decideForm = z.object({ upload: z.uuid(), reason: z.string().max(2_000), ...current })
export const discardForm = z.object({ upload: z.uuid() })
export const undoForm = z.object({ import: z.uuid(), reason: z.string().max(2_000), ...current })

export const uploadJob = z.object({ organisationId: z.uuid(), uploadId: z.uuid() })
export const undoJob = z.object({ organisationId: z.uuid(), importId: z.uuid() })
