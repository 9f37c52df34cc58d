import { lengthOf } from './bytes'
import { isChoice } from './rules'
import { type Ballot, type Choice, type Contents, contentsSchema, type Manifest, type Opened, type Void } from './schema'
import { type OpeningTools, openBallot, sealedSize } from './seal-ballot'

/** The ballots of the board, read from its beginning each time that it is called. */
export type BoardReader = () => AsyncIterable<Ballot> | Iterable<Ballot>

export type Result = { opened: Opened[]; undecipherable: number }

/** Which number counts of each card that is not withdrawn: its highest, by every rule about paper (the box gives paper the numbers for that). */
export async function countingBallots(board: BoardReader, voids: Void[]): Promise<Map<string, number>> {
  const withdrawn = new Set(voids.map(({ pk }) => pk))
  const counting = new Map<string, number>()
  for await (const { pk, seq } of board()) if (!withdrawn.has(pk) && seq > (counting.get(pk) ?? 0)) counting.set(pk, seq)
  return counting
}

/**
 * Opens what counts and nothing else: earlier ballots of a card and withdrawn cards stay sealed. In the order of the random
 * numbers, so that nothing is left of the board's. A number that two ballots share makes both undecipherable: otherwise two
 * voters could be shown one ballot as theirs. `readPaper` says what officers read on a picture; null: nothing.
 */
export async function openBoard(
  manifest: Manifest,
  secret: string,
  board: BoardReader,
  voids: Void[],
  { tools, readPaper = () => null }: { tools?: OpeningTools; readPaper?: (image: string) => Choice[] | null } = {},
): Promise<Result> {
  const counting = await countingBallots(board, voids)
  const whole: Opened[][] = []
  let undecipherable = 0
  for await (const ballot of board()) {
    if (counting.get(ballot.pk) !== ballot.seq) continue
    const answers = openOne(manifest, secret, ballot, tools, readPaper)
    if (answers) whole.push(answers)
    else undecipherable++
  }
  const times = new Map<string, number>()
  const nameOf = ({ question, nonce }: Opened) => `${question} ${nonce}`
  for (const answer of whole.flat()) times.set(nameOf(answer), (times.get(nameOf(answer)) ?? 0) + 1)
  const unique = whole.filter((answers) => answers.every((answer) => times.get(nameOf(answer)) === 1))
  return { opened: unique.flat().sort(byNonce), undecipherable: undecipherable + whole.length - unique.length }
}

/** By question, then nonce as text. */
export const byNonce = (one: Opened, other: Opened) => one.question - other.question || (one.nonce < other.nonce ? -1 : one.nonce > other.nonce ? 1 : 0)

/** The pictures of the paper ballots that count, for officers to read. */
export async function* collectPapers(manifest: Manifest, secret: string, board: BoardReader, voids: Void[], tools?: OpeningTools): AsyncGenerator<string> {
  const counting = await countingBallots(board, voids)
  const size = sealedSize(manifest, 'paper')
  for await (const ballot of board()) {
    if (counting.get(ballot.pk) !== ballot.seq || lengthOf(ballot.sealed) !== size) continue
    const contents = contentsOf(manifest, secret, ballot, tools)
    if (contents && 'image' in contents) yield contents.image
  }
}

function contentsOf(manifest: Manifest, secret: string, { pk, sealed }: Ballot, tools: OpeningTools | undefined): Contents | null {
  try {
    return contentsSchema.parse(openBallot(manifest, secret, pk, sealed, tools))
  } catch {
    return null
  }
}

function openOne(
  manifest: Manifest,
  secret: string,
  ballot: Ballot,
  tools: OpeningTools | undefined,
  readPaper: (image: string) => Choice[] | null,
): Opened[] | null {
  const contents = contentsOf(manifest, secret, ballot, tools)
  if (!contents) return null
  const read = 'answers' in contents ? contents.answers : onPaper(contents.nonces, readPaper(contents.image))
  const { questions } = manifest
  // Only a ranking means something by its order; of the rest it would be a mark on the ballot.
  for (const [at, { kind }] of questions.entries()) if (kind !== 'ranked') read[at]?.choice.sort((one, other) => one - other)
  if (read.length !== questions.length || !questions.every((question, at) => isChoice(question, read[at]?.choice ?? []))) return null
  return read.map(({ nonce, choice }, question) => ({ question, nonce, choice }))
}

const onPaper = (nonces: string[], choices: Choice[] | null) =>
  (choices ?? []).map((choice, at) => ({ nonce: nonces[at] ?? '', choice })).filter(({ nonce }) => nonce)
