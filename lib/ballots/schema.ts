import { z } from 'zod'

// What portal, box, browser and archive hand to each other. Bytes are base64url without padding (bytes.ts).

/** `length` bytes as text. */
const bytes = (length: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((length * 8) / 6)}}$`))
const words = z.partialRecord(z.enum(['sv', 'nb', 'fi', 'en']), z.string().max(2000))
const moment = z.iso.datetime({ precision: 3 })

/**
 * `one`: choose one option or none. `several`: up to `most` options. `ranked`: options in order of liking, up to `most`.
 * `yes-no`: exactly two options, yes first. An empty choice is a blank ballot, in every kind.
 */
export const questionSchema = z
  .object({
    kind: z.enum(['one', 'several', 'ranked', 'yes-no']),
    text: words,
    options: z
      .array(z.object({ text: words }))
      .min(2)
      .max(60),
    /** How many options one ballot may name: 1 for `one` and `yes-no`. */
    most: z.int().min(1).max(60),
    /** How many options win: 1 but for elections of several people. Only the order of the numbers decides (rules.ts). */
    seats: z.int().min(1).max(60),
    /** What the winner must reach of the ballots that are not blank: `most`: more than each other; `half`: more than 1/2; `two-thirds`: at least 2/3. */
    majority: z.enum(['most', 'half', 'two-thirds']),
  })
  .refine(({ most, seats, options }) => most <= options.length && seats <= options.length, 'names no more options than there are')
  .refine(({ kind, most }) => most === 1 || kind === 'several' || kind === 'ranked', 'names one option')
  .refine(({ kind, options }) => kind !== 'yes-no' || options.length === 2, 'has two options')

/** What everybody knows of an election before it opens; its SHA-256 stands wherever the election is shown. Frozen with the roll. */
export const manifestSchema = z.object({
  version: z.literal(1),
  election: z.uuid(),
  organisation: z.string().min(1).max(100),
  title: words,
  opensAt: moment,
  closesAt: moment,
  /** How many stand on the roll. */
  eligible: z.int().min(0),
  questions: z.array(questionSchema).min(1).max(30),
  /** May a card cast again while the election is open? The highest number in the row counts. */
  revote: z.boolean(),
  /** `none`: no paper. `last`: the later counts. `paper`: paper counts before online. `first`: the first counts and there is no second. */
  paper: z.enum(['none', 'last', 'paper', 'first']),
  /** `board`: a member sees that the sealed ballot is in the box and counted in number. `content`: and finds own numbers with the choices in the result. */
  verify: z.enum(['board', 'content']),
  keys: z.enum(['portal', 'officers']),
  /** Ballots on the board that are needed for a result, in percent of `eligible`; 0: none. */
  quorum: z.int().min(0).max(100),
  /** RSA-2048, SPKI. */
  tokenKey: z.string().regex(/^[A-Za-z0-9_-]{392}$/),
  /** X25519. */
  sealKey: bytes(32),
  /** The box's Ed25519 key for receipts and heads. */
  receiptKey: bytes(32),
  /** Where ballots go: the box's public address with no slash at the end. */
  box: z.url(),
})

/** The same of a simple vote, whose ballots the portal keeps itself: no box, no keys, nothing to collect. */
export const simpleManifestSchema = manifestSchema
  .pick({ version: true, election: true, organisation: true, title: true, opensAt: true, closesAt: true, eligible: true, questions: true, quorum: true })
  .extend({ mode: z.literal('simple') })

const choiceSchema = z.array(z.int().min(0).max(59)).max(60)

/** What is sealed: on the screen a choice for each question, on paper the picture of the marked sheet. */
export const contentsSchema = z.union([
  z.strictObject({
    answers: z
      .array(z.strictObject({ nonce: bytes(10), choice: choiceSchema }))
      .min(1)
      .max(30),
  }),
  z.strictObject({ nonces: z.array(bytes(10)).min(1).max(30), image: z.string() }),
])

export const ballotSchema = z.strictObject({
  pk: bytes(32),
  seq: z.int().min(1).max(2_000_000),
  sealed: z.string().regex(/^[A-Za-z0-9_-]{1,180000}$/),
  sig: bytes(64),
  tokenMsg: bytes(64),
  tokenSig: bytes(256),
})

export const voidSchema = z.strictObject({ pk: bytes(32), proof: bytes(64) })
/** As the portal asks for it: the ticket is drawn for the person whose card it is, and says nothing of them. */
export const withdrawalSchema = voidSchema.extend({ ticket: bytes(32) })

export const receiptSchema = z.object({ election: z.uuid(), hash: bytes(32), sig: bytes(64) })

export const headSchema = z.strictObject({
  batch: z.int().min(0),
  count: z.int().min(0),
  root: bytes(32),
  /** The head before it; the manifest's hash before the first. */
  prev: bytes(32),
  /** In the last head, and only there: the root of the withdrawn cards. */
  voids: bytes(32).nullable(),
  sig: bytes(64),
})

export const openedSchema = z.strictObject({ question: z.int().min(0).max(29), nonce: bytes(10), choice: choiceSchema })

/** Everything that a checker needs, in one file. */
export const archiveSchema = z.object({
  manifest: manifestSchema,
  heads: z.array(headSchema),
  batches: z.array(z.array(ballotSchema)),
  voids: z.array(voidSchema),
  opened: z.array(openedSchema),
  undecipherable: z.int().min(0),
})

/** What was answered to a question in a simple vote, under a number that nobody chose. */
export const answerSchema = z.strictObject({ question: z.int().min(0).max(29), id: z.uuid(), choice: choiceSchema })

/** The archive of a simple vote. `voted`: how many the roll says have voted. */
export const simpleArchiveSchema = z.strictObject({ manifest: simpleManifestSchema, voted: z.int().min(0), answers: z.array(answerSchema) })

export type SimpleManifest = z.infer<typeof simpleManifestSchema>
export type AnyManifest = Manifest | SimpleManifest
export type Answer = z.infer<typeof answerSchema>
export type SimpleArchive = z.infer<typeof simpleArchiveSchema>
export type Question = z.infer<typeof questionSchema>
export type Manifest = z.infer<typeof manifestSchema>
export type Choice = z.infer<typeof choiceSchema>
export type Contents = z.infer<typeof contentsSchema>
export type Ballot = z.infer<typeof ballotSchema>
export type Void = z.infer<typeof voidSchema>
export type Receipt = z.infer<typeof receiptSchema>
export type Head = z.infer<typeof headSchema>
export type Opened = z.infer<typeof openedSchema>
export type Archive = z.infer<typeof archiveSchema>
