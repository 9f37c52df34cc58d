import { z } from 'zod'
import { readFirstPassword } from '@/lib/passwords/first-password-rules'
import type { WordKey } from '@/lib/words/keys'
import { typedLine } from '../typed-line'

const word = (key: WordKey) => key
const filled = (missing: WordKey) => typedLine.pipe(z.string().min(1, missing))

export const orderForm = z
  .object({
    channel: z.enum(['sms', 'email'], word('first.channel.missing')),
    memberNumber: filled(word('first.memberNumber.missing')),
    mobile: typedLine.optional(),
    email: typedLine.optional(),
  })
  .refine(({ channel, mobile }) => channel !== 'sms' || mobile, { error: word('first.mobile.missing'), path: ['mobile'] })
  .refine(({ channel, email }) => channel !== 'email' || email, { error: word('first.email.missing'), path: ['email'] })

/** A slip of the finger is told at the field, before anybody is asked: the last sign checks the others. */
const firstPassword = filled(word('first.secret.missing')).refine((typed) => typed === '' || readFirstPassword(typed) !== null, word('first.secret.malformed'))

export const useForm = z.object({ memberNumber: filled(word('first.use.name.missing')), secret: firstPassword })

export const chooseForm = z
  .object({
    journey: z.string().max(50),
    username: typedLine.pipe(z.string().regex(/^\S{3,}$/, word('first.username.wrong'))),
    newPassword: z.string().min(1, word('recover.password.missing')).max(100_000),
    confirmPassword: z.string().max(100_000),
  })
  .refine(({ newPassword, confirmPassword }) => newPassword === confirmPassword, { error: word('recover.password.differ'), path: ['confirmPassword'] })

export const orderJob = z.object({ organisationId: z.uuid(), journeyId: z.uuid() })
