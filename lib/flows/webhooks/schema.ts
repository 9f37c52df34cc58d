import { z } from 'zod'
import { newWebhook } from '@/lib/webhooks/schema'

const act = { once: z.uuid(), reason: z.string().max(2_000), currentPassword: z.string().max(100_000).optional() }

export const makeWebhookForm = z.object({ ...act, ...newWebhook.shape })
export const webhookForm = z.object({ ...act, webhook: z.uuid() })
