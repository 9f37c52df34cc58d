import { z } from 'zod'
import type { Count } from '@/lib/ballots/rules'
import { type Choice, type Manifest, openedSchema, type SimpleManifest } from '@/lib/ballots/schema'

/** By language. */
export type Words = Manifest['title']

export type VoteMode = 'sealed' | 'simple'

/** What officers prepare; from the freeze on it is fixed. */
export type ElectionPlan = {
  /** how ballots are kept: `sealed` in the box, or `simple`, by the portal without a name */
  mode: VoteMode
  title: Words
  questions: Manifest['questions']
  /** whose people may vote; none: everybody whose account is open */
  groupIds: string[]
  opensAt: Date
  closesAt: Date
  isRevotable: boolean
  /** what of a card counts where ballots come on paper too; `none`: they don't */
  paper: Manifest['paper']
  verify: Manifest['verify']
  keys: Manifest['keys']
  /** percent of the roll */
  quorum: number
  /** whether everybody on the roll is written to once more before the end */
  reminds: boolean
}

/** `reading`: the ballots are open, and officers enter those on paper. `called-off`: an officer ended it before its end; nothing is counted. */
export type ElectionState = 'draft' | 'freezing' | 'frozen' | 'reading' | 'counted' | 'called-off'

export type Election = ElectionPlan & {
  id: string
  organisationId: string
  state: ElectionState
  version: number
  /** the public half of the officers' key, once they have made it */
  officersKey: string | null
  /** from the freeze on, of a vote whose ballots are sealed */
  manifest: Manifest | null
  /** the same of a simple vote */
  simple: SimpleManifest | null
  frozenAt: Date | null
  result: ElectionResult | null
  countedAt: Date | null
  calledOffAt: Date | null
  /** as the officer wrote it, for everybody on the roll */
  calledOffReason: string | null
}

/** What the last head and the opened ballots say; everybody can compute it from the archive. */
export type ElectionResult = {
  /** cards whose ballot counts, readable or not */
  ballots: number
  undecipherable: number
  counts: Count[]
  /** of `ballots`, on paper: told only where there are many of both kinds */
  papers?: number
}

/** What an officer reads on a paper ballot: a choice for each question; null: it can't be read. */
export type PaperChoices = Choice[] | null

/** What officers entered of one paper ballot so far, without who. */
export type PaperEntries = PaperChoices[]

/** What officers found in the ballots that count. */
export const openedBallots = z.strictObject({ opened: z.array(openedSchema).max(30_000_000), undecipherable: z.int().min(0) })
export type OpenedBallots = z.infer<typeof openedBallots>

/** The public half of a key that officers have made and tried. */
export const officersKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/**
 * Somebody's place on the roll: no card yet, one collected, or one that the office made, whose sheet comes by post. Whether it was
 * used, nobody knows; in a simple vote it is known who has `voted`.
 */
export type RollState = 'none' | 'issued' | 'paper_office' | 'voted'

/** The same as the member's page tells it: who has no card may be `waiting` for one that the office makes. */
export type OwnPlace = RollState | 'waiting'

/** Who gets the ballot by post; `batch` 0: waits for a pile to be made. */
export type ByPost = { personId: string; batch: number }

/** What is left of a card when the browser has blinded it. */
export const blindedCard = z.string().regex(/^[A-Za-z0-9_-]{342}$/)

/** What the browser sends for a card. */
export const cardWish = z.object({ blinded: blindedCard })
