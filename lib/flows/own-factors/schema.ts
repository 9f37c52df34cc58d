import { z } from 'zod'
import { typedLine } from '../typed-line'
import { ownWays } from './ways'

const journey = z.string().max(50)
const code = z.string().max(10_000)
const currentPassword = z.string().min(1, 'details.password.missing').max(100_000)

export const newFactorForm = z.object({ name: typedLine.pipe(z.string().min(1, 'factor.name.missing').max(60, 'details.tooLong')), currentPassword })
export const appCodeForm = z.object({ journey, code })
export const removeForm = z.object({ factor: z.uuid('factor.gone'), currentPassword })
export const newCodesForm = z.object({ currentPassword })
export const ownProofForm = z.object({ by: z.enum(ownWays), code })
export const nothingForm = z.object({})
