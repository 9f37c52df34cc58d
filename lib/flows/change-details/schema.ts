import * as z from 'zod/mini'
import type { WordKey } from '@/lib/words/keys'
import { looksLikeAddress, looksLikeNumber, tidyLine } from './rules'

// The same shapes check in the browser while typing and on the server, hence the small zod.

const word = (key: WordKey) => key
const line = (most: number) =>
  z.pipe(
    z.pipe(z.string().check(z.maxLength(5_000, word('details.tooLong'))), z.transform(tidyLine)),
    z.string().check(z.maxLength(most, word('details.tooLong'))),
  )
const secret = (missing: WordKey) => z.string().check(z.minLength(1, missing), z.maxLength(100_000, word('details.tooLong')))

const mobile = z.pipe(line(60), z.string().check(z.refine(looksLikeNumber, word('details.mobile.wrong'))))
const currentPassword = secret('details.password.missing')
const isSameTwice = z.refine<{ newPassword: string; confirmPassword: string }>(({ newPassword, confirmPassword }) => newPassword === confirmPassword, {
  error: word('details.password.differ'),
  path: ['confirmPassword'],
})

export const mobileForm = z.object({ mobile, currentPassword })
export const emailForm = z.object({ email: z.pipe(line(254), z.string().check(z.refine(looksLikeAddress, word('details.email.wrong')))), currentPassword })
export const newPasswordForm = z.object({ currentPassword, newPassword: secret('details.password.newMissing'), confirmPassword: z.string() }).check(isSameTwice)
/** Number and password in one (S3): the new password may stay empty. */
export const signInDetailsForm = z.object({ mobile, currentPassword, newPassword: z.string(), confirmPassword: z.string() }).check(isSameTwice)

export const nameForm = z
  .object({ givenName: line(100), familyName: line(100) })
  .check(z.refine(({ givenName, familyName }) => givenName !== '' || familyName !== '', { error: word('details.name.missing'), path: ['givenName'] }))
/** `postal`, since what is called "code" is taken for a secret and never comes back to the page. */
export const addressForm = z.object({
  street: line(200),
  postal: line(20),
  city: line(100),
  country: z.string().check(z.maxLength(2, word('details.tooLong'))),
})
export const languageForm = z.object({ language: z.string().check(z.maxLength(10, word('details.tooLong'))) })

export const forgetForm = z.object({ device: z.string().check(z.maxLength(50)) })
export const sessionsForm = z.object({ session: z.string().check(z.maxLength(50)), currentPassword: z.optional(z.string()) })
export const codeForm = z.object({ journey: z.string().check(z.maxLength(50)), code: z.string().check(z.maxLength(10_000)) })
export const resendForm = z.object({ journey: z.string().check(z.maxLength(50)) })
export const linkForm = z.object({ token: z.string().check(z.maxLength(200)) })
