import { z } from 'zod'
import { longest, most, mostByPost } from '@/lib/elections/rules'
import { blindedCard, officersKeySchema } from '@/lib/elections/schema'
import type { WordKey } from '@/lib/words/keys'

const word = (key: WordKey) => key
const ticked = z.literal('yes').optional().transform(Boolean)
const inLanguages = (length: number) => z.partialRecord(z.enum(['sv', 'nb', 'fi', 'en']), z.string().max(length))
const whole = (min: number, max: number, problem: WordKey) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, problem)
    .transform(Number)
    .refine((number) => number >= min && number <= max, problem)

/** `title-sv`, `title-nb`… of a form as one text by language, without those that were left empty. */
const gather = (typed: Record<string, unknown>, name: string) =>
  Object.fromEntries(
    ['sv', 'nb', 'fi', 'en'].flatMap((language) => {
      const text = typed[`${name}-${language}`]
      const clean =
        typeof text === 'string'
          ? text
              .replace(/\r\n?/g, '\n')
              .replace(/[^\P{Cc}\n]/gu, '')
              .trim()
          : ''
      return clean ? [[language, clean]] : []
    }),
  )
const gathered =
  (...names: string[]) =>
  (typed: unknown) => {
    const given = typed as Record<string, unknown>
    return { ...given, ...Object.fromEntries(names.map((name) => [name, gather(given, name)])) }
  }

/** What a vote is, but for its questions. `once` is the vote's own id, so that a form that is sent twice makes one. */
export const planForm = z.preprocess(
  gathered('title'),
  z.object({
    once: z.uuid(),
    /** of a draft that is changed */
    version: z.coerce.number().int().optional(),
    title: inLanguages(longest.title),
    mode: z.enum(['sealed', 'simple']).default('sealed'),
    groups: z.string().max(5_000),
    opens: z.string().max(40),
    closes: z.string().max(40),
    revote: ticked,
    paper: z.enum(['none', 'last', 'paper', 'first'], word('votes.paper.missing')),
    verify: z.enum(['board', 'content'], word('votes.verify.missing')),
    keys: z.enum(['portal', 'officers']).default('portal'),
    quorum: whole(0, 100, 'votes.quorum.wrong'),
    reminds: ticked,
  }),
)

/** One question; options stand one on each line, in every language in the same order. */
export const questionForm = z.preprocess(
  gathered('text', 'options'),
  z.object({
    election: z.uuid(),
    version: z.coerce.number().int(),
    /** which one; as many as there are for a new one */
    at: z.coerce.number().int().min(0).max(most.questions),
    kind: z.enum(['yes-no', 'one', 'several', 'ranked'], word('votes.kind.missing')),
    text: inLanguages(longest.question),
    options: inLanguages(most.options * (longest.option + 1)),
    most: whole(1, most.options, 'votes.most.wrong'),
    seats: whole(1, most.options, 'votes.seats.wrong'),
    majority: z.enum(['most', 'half', 'two-thirds']),
  }),
)

export const removeQuestionForm = z.object({ election: z.uuid(), version: z.coerce.number().int(), at: z.coerce.number().int().min(0) })
export const discardForm = z.object({ election: z.uuid() })
export const freezeForm = z.object({
  election: z.uuid(),
  once: z.uuid(),
  version: z.coerce.number().int(),
  /** the present password, always: what is frozen is never changed */
  currentPassword: z.string().max(100_000).optional(),
})

export const callOffForm = z.object({
  election: z.uuid(),
  once: z.uuid(),
  reason: z.string().max(2_000),
  sure: z.literal('yes', word('votes.callOff.unsure')),
  /** the present password, always: what was called off stays so */
  currentPassword: z.string().max(100_000).optional(),
})

/** What an officer reads on a paper ballot: fields by question and option (`answersIn`), or that it can't be read. */
export const paperForm = z.looseObject({ election: z.uuid(), paper: z.string().regex(/^[0-9a-f]{64}$/), unreadable: ticked })

export const keyForm = z.object({
  election: z.uuid(),
  once: z.uuid(),
  version: z.coerce.number().int(),
  officersKey: officersKeySchema,
  /** the present password, always: whoever gives the key can open the ballots */
  currentPassword: z.string().max(100_000).optional(),
})

/** People who get the ballot by post, as the office writes them: a member number or another name on each line. */
export const postForm = z.object({ election: z.uuid(), people: z.string().max(60_000) })
export const postPersonForm = z.object({ election: z.uuid(), person: z.uuid() })

/** Cards for a pile, as the officer's browser has blinded them. */
export const pileForm = z.object({
  election: z.uuid(),
  blinded: z
    .string()
    .max(mostByPost * 343)
    .transform((text) => text.split(' '))
    .pipe(z.array(blindedCard)),
  /** the present password, always: whoever makes cards can vote with them */
  currentPassword: z.string().max(100_000).optional(),
})

export const electionJob = z.object({ organisationId: z.uuid(), electionId: z.uuid() })
