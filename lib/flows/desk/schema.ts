import { z } from 'zod'
import { ownWays } from '../own-factors/ways'
import { typedLine } from '../typed-line'

const id = z.uuid()
/** Made with the page: a form that is sent twice acts once. */
const once = z.uuid()
const act = { person: id, once, reason: z.string().max(2_000), currentPassword: z.string().max(100_000).optional() }

export const actForm = z.object(act)
export const sendForm = z.object({ ...act, channel: z.enum(['sms', 'email', 'letter'], { error: 'desk.send.noChannel' }) })

export const correctionForm = z.object({ ...act, contact: z.enum(['email', 'mobile']), value: typedLine })
export const callerCodeForm = z.object({ person: id, journey: z.string().max(50), code: z.string().max(10_000) })
export const callerResendForm = z.object({ person: id, journey: z.string().max(50) })

export const proofCodeForm = z.object({ journey: z.string().max(50), code: z.string().max(10_000), to: z.string().max(500).optional() })
export const ownProofForm = z.object({ by: z.enum(ownWays), code: z.string().max(10_000), to: z.string().max(500).optional() })
export const proofForm = z.object({ to: z.string().max(500).optional() })
