import { z } from 'zod'
import type { WordKey } from '@/lib/words/keys'
import { ownWays } from '../own-factors/ways'
import { typedLine } from '../typed-line'

const word = (key: WordKey) => key
const journey = z.string().max(50)

export const recoverForm = z.object({ identifier: typedLine.pipe(z.string().min(1, word('signIn.identifierMissing'))) })
export const userNameForm = z.object({ contact: typedLine.pipe(z.string().min(1, word('recover.contact.missing'))) })
/** Which of the proofs the page asks for, from 0: a page that was left open is no try at the next one. */
const proof = z.coerce.number().int().min(0).max(1)
export const codeForm = z.object({ journey, proof, code: z.string().max(10_000) })
export const resendForm = z.object({ journey, proof })
export const ownCodeForm = z.object({ journey, by: z.enum(ownWays), code: z.string().max(10_000) })
export const termsForm = z.object({ journey, accepted: z.literal('yes', word('recover.terms.missing')) })
export const choiceForm = z.object({ journey, choice: z.enum(['unlock', 'new'], word('recover.choice.missing')) })
export const newPasswordForm = z
  .object({ journey, newPassword: z.string().min(1, word('recover.password.missing')).max(100_000), confirmPassword: z.string().max(100_000) })
  .refine(({ newPassword, confirmPassword }) => newPassword === confirmPassword, { error: word('recover.password.differ'), path: ['confirmPassword'] })

export const recoveryJob = z.object({ organisationId: z.uuid(), journeyId: z.uuid() })
