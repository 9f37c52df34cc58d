import { z } from 'zod'
import type { WordKey } from '@/lib/words/keys'

const word = (key: WordKey) => key
/** Made with the page: a form that is sent twice acts once. */
const once = z.uuid()
const ticked = z.literal('yes').optional().transform(Boolean)
const whole = (min: number, max: number, problem: WordKey) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, problem)
    .transform(Number)
    .refine((number) => number >= min && number <= max, problem)

/** What the form of a new campaign asks for. */
export const campaignForm = z
  .object({
    once,
    name: z.string().trim().min(1, word('campaign.name.missing')).max(100, word('campaign.name.missing')),
    audience: z.enum(['never-signed-in', 'group', 'left'], word('campaign.audience.missing')),
    group: z.uuid().or(z.literal('')).optional(),
    after: z.uuid().optional(),
    withActive: ticked,
    sms: ticked,
    email: ticked,
    letter: ticked,
    first: z.enum(['sms', 'email']).default('sms'),
    hours: whole(1, 720, 'campaign.hours.wrong'),
    pace: whole(1, 1_200, 'campaign.pace.wrong'),
    quietFrom: whole(0, 23, 'campaign.quiet.wrong'),
    quietUntil: whole(0, 23, 'campaign.quiet.wrong'),
    erases: ticked,
  })
  .refine(({ audience, group }) => audience !== 'group' || group, { error: word('campaign.group.missing'), path: ['group'] })
  .refine(({ audience, after }) => audience !== 'left' || after, { error: word('campaign.audience.missing'), path: ['audience'] })
  .refine(({ sms, email, letter }) => sms || email || letter, { error: word('campaign.channels.missing'), path: ['sms'] })

export const moveForm = z.object({
  campaign: z.uuid(),
  once,
  move: z.enum(['start', 'pause', 'resume', 'stop', 'discard']),
  reason: z.string().max(2_000).optional(),
  currentPassword: z.string().max(100_000).optional(),
})
export const lettersForm = z.object({ campaign: z.uuid(), once, currentPassword: z.string().max(100_000).optional() })

export const campaignJob = z.object({ organisationId: z.uuid(), campaignId: z.uuid() })
