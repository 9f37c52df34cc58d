import { z } from 'zod'

/** What is told to the administrators: that a version, or a draft with its date, lowers the security, or that a draft failed. */
export const tellSettingsJob = z.object({
  organisationId: z.uuid(),
  what: z.enum(['in-force', 'dated', 'failed']),
  number: z.coerce.number().int().optional(),
  why: z.string().optional(),
})

const revision = z.coerce.number().int()
const once = z.uuid()
const reason = z.string().max(2_000)
const currentPassword = z.string().max(100_000).optional()

export const partForm = z.looseObject({ part: z.string(), seen: z.string().max(100) })
export const applyForm = z.object({
  revision,
  once,
  reason,
  currentPassword,
  when: z.enum(['now', 'later']).default('now'),
  at: z.string().max(50).default(''),
})
export const revisionForm = z.object({ revision })
export const presetForm = z.object({ preset: z.string().max(50), withTexts: z.string().optional() })
export const undoForm = z.object({ number: z.coerce.number().int(), inForce: z.coerce.number().int(), once, reason, currentPassword })
export const tryForm = z.object({ tried: z.string().max(2_000) })
export const sentenceForm = z.object({ key: z.string().max(200), language: z.string().max(2), text: z.string().max(10_000), seen: z.string().max(100) })
export const reasonsForm = z.looseObject({ seen: z.string().max(100) })
export const noticeForm = z.looseObject({ at: z.coerce.number().int().min(0).max(100), seen: z.string().max(100), remove: z.string().optional() })
