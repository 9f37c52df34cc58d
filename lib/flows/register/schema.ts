import { z } from 'zod'
import type { WordKey } from '@/lib/words/keys'
import { looksLikeAddress, tidyLine } from '../change-details/rules'

const word = (key: WordKey) => key
const journey = z.string().max(50)
const line = z.string().max(5_000, word('details.tooLong')).transform(tidyLine)
/** Without what cannot be seen, or turns the direction of writing. */
const name = line.transform((text) => text.replace(/\p{Cf}/gu, '')).pipe(z.string().max(100, word('details.tooLong')))

export const registerForm = z
  .object({
    // As it is compared later: what is proved is the very address that becomes the name.
    email: line.transform((text) => text.normalize('NFKC')).pipe(z.string().refine(looksLikeAddress, word('details.email.wrong'))),
    givenName: name,
    familyName: name,
  })
  .refine(({ givenName, familyName }) => givenName !== '' || familyName !== '', { error: word('details.name.missing'), path: ['givenName'] })
export const codeForm = z.object({ journey, code: z.string().max(10_000) })
export const resendForm = z.object({ journey })
export const passwordForm = z
  .object({ journey, newPassword: z.string().min(1, word('recover.password.missing')).max(100_000), confirmPassword: z.string().max(100_000) })
  .refine(({ newPassword, confirmPassword }) => newPassword === confirmPassword, { error: word('recover.password.differ'), path: ['confirmPassword'] })

export const registrationJob = z.object({ organisationId: z.uuid(), journeyId: z.uuid() })
