import { z } from 'zod'
import { ways } from '../own-factors/ways'
import { typedLine } from '../typed-line'

const back = z.string().max(500).optional()

/** `problem` when the button for those who can't sign in was pressed (M1): then the name may be missing, and the password too. */
const way = z.enum(['problem']).optional()

export const identifierForm = z.object({ identifier: typedLine, to: back, way })

export const passwordForm = z.object({
  identifier: typedLine.optional(),
  password: z.string().max(100_000),
  remember: z.string().optional(),
  journey: z.string().max(50).optional(),
  to: back,
  way,
})

export const codeForm = z.object({ journey: z.string().max(50), code: z.string().max(10_000), by: z.enum(ways).optional(), device: z.string().optional() })
export const passkeyForm = z.object({ code: z.string().max(50_000), to: back })
/** `first` where no code was sent yet: another way than a text message was asked for */
export const resendForm = z.object({ journey: z.string().max(50), first: z.string().max(1).optional() })
