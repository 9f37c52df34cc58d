import type { AnyManifest, Choice, Manifest, Question, SimpleManifest } from './schema'

// Counting. Ranked choices: single transferable vote as in Scotland's local elections (SSI 2007/42, rules 45 to 52), which for
// one seat is the alternative vote. Where those rules draw a lot, the lot comes from the board's last head (draw-lots.ts).

/** Whether the portal keeps the ballots of this vote itself; else they lie sealed in the box. */
export const isSimple = (manifest: AnyManifest): manifest is SimpleManifest => 'mode' in manifest

/** What was in one ballot for one question is a vote, or blank; anything else is no ballot. */
export const isChoice = ({ kind, options, most }: Question, choice: Choice): boolean =>
  choice.length <= most &&
  choice.every((option) => option < options.length) &&
  new Set(choice).size === choice.length &&
  (kind === 'ranked' || choice.every((option, at) => at === 0 || option > (choice[at - 1] ?? 0)))

/** One stage of a ranked count; votes in hundred-thousandths. */
export type Stage = { votes: number[]; elected: number[]; excluded: number | null }

export type Count = {
  ballots: number
  blank: number
  /** how many ballots name each option; of ranked ones, name it first */
  votes: number[]
  /** `ranked` alone */
  stages: Stage[]
  /** the options that won, the first first; of yes or no, the answer */
  winners: number[]
  /** options with equally many votes between which the rule leaves a seat open */
  tied: number[]
}

/** `lots`: the options in the order in which a lot prefers them. */
export function countQuestion(question: Question, choices: Choice[], lots: number[]): Count {
  const given = choices.filter((choice) => choice.length > 0)
  const votes = question.options.map(() => 0)
  for (const choice of given) for (const option of question.kind === 'ranked' ? choice.slice(0, 1) : choice) votes[option] = (votes[option] ?? 0) + 1
  const basis = { ballots: choices.length, blank: choices.length - given.length, votes }
  if (question.kind === 'ranked') return { ...basis, ...transferVotes(question, given, lots), tied: [] }
  return { ...basis, stages: [], ...decide(question, votes, given.length) }
}

function decide({ kind, seats, majority }: Question, votes: number[], given: number): Pick<Count, 'winners' | 'tied'> {
  const enough = (count: number) => count > 0 && (majority === 'most' || (majority === 'half' ? count * 2 > given : count * 3 >= given * 2))
  if (kind === 'yes-no') {
    const [yes = 0, no = 0] = votes
    if (majority === 'most' && yes === no) return { winners: [], tied: given > 0 ? [0, 1] : [] }
    return { winners: given === 0 ? [] : [yes > no && enough(yes) ? 0 : 1], tied: [] }
  }
  const countOf = (option: number) => votes[option] ?? 0
  const able = votes.map((_, option) => option).filter((option) => enough(countOf(option)))
  able.sort((one, other) => countOf(other) - countOf(one) || one - other)
  const outside = able[seats]
  if (outside === undefined) return { winners: able, tied: [] }
  const edge = countOf(outside)
  const above = able.filter((option) => countOf(option) > edge)
  return above.length === seats ? { winners: above, tied: [] } : { winners: above, tied: able.filter((option) => countOf(option) === edge) }
}

const whole = 100_000

type Parcel = { choice: Choice; ballots: number; value: number }

function transferVotes({ options, seats }: Question, given: Choice[], lots: number[]): Pick<Count, 'stages' | 'winners'> {
  const quota = (Math.floor(given.length / (seats + 1)) + 1) * whole
  const piles: Parcel[][] = options.map(() => [])
  const alike = new Map<string, Parcel>()
  for (const choice of given) {
    const known = alike.get(choice.join())
    if (known) known.ballots++
    else alike.set(choice.join(), { choice, ballots: 1, value: whole })
  }
  for (const parcel of alike.values()) piles[parcel.choice[0] ?? 0]?.push(parcel)

  const sum = (pile: Parcel[] = []) => pile.reduce((total, { ballots, value }) => total + ballots * value, 0)
  const votes = piles.map(sum)
  const of = (option: number) => votes[option] ?? 0
  const hopeful = new Set(options.keys())
  const winners: number[] = []
  const surplus: number[] = []
  const stages: Stage[] = []

  /** Who has more; if equal, who had more at the latest stage where they differed; then the lot. */
  const compare = (one: number, other: number) => {
    if (of(one) !== of(other)) return of(other) - of(one)
    for (const stage of [...stages].reverse()) {
      const difference = (stage.votes[other] ?? 0) - (stage.votes[one] ?? 0)
      if (difference !== 0) return difference
    }
    return lots.indexOf(one) - lots.indexOf(other)
  }
  const hand = (parcels: Parcel[], revalue: (value: number) => number) => {
    for (const { choice, ballots, value } of parcels) {
      const next = choice.find((option) => hopeful.has(option))
      if (next === undefined) continue
      const parcel = { choice, ballots, value: revalue(value) }
      piles[next]?.push(parcel)
      votes[next] = of(next) + parcel.ballots * parcel.value
    }
  }
  const elect = () => {
    const reached = [...hopeful].filter((option) => of(option) >= quota).sort(compare)
    const rest = [...hopeful].filter((option) => !reached.includes(option)).sort(compare)
    const isFilledByAll = winners.length + hopeful.size <= seats
    const elected = isFilledByAll ? [...reached, ...rest] : reached
    for (const option of elected) {
      hopeful.delete(option)
      winners.push(option)
      if (of(option) > quota) surplus.push(option)
    }
    return elected
  }

  if (given.length === 0) return { stages, winners }
  stages.push({ votes: [...votes], elected: elect(), excluded: null })
  while (winners.length < seats && hopeful.size > 0) {
    let excluded: number | null = null
    const from = surplus.sort(compare).shift()
    if (from !== undefined) {
      const [over, total] = [BigInt(of(from) - quota), BigInt(of(from))]
      const parcels = piles[from] ?? []
      piles[from] = []
      votes[from] = quota
      hand(parcels, (value) => Number((over * BigInt(value)) / total))
    } else {
      excluded = [...hopeful].sort(compare).at(-1) ?? 0
      hopeful.delete(excluded)
      const parcels = piles[excluded] ?? []
      piles[excluded] = []
      votes[excluded] = 0
      hand(parcels, (value) => value)
    }
    const stage: Stage = { votes: [...votes], elected: [], excluded }
    stage.elected = elect()
    stages.push(stage)
  }
  return { stages, winners }
}

/** Whether enough cards were used for a result. */
export const isQuorate = ({ eligible, quorum }: Pick<Manifest, 'eligible' | 'quorum'>, ballots: number): boolean => ballots * 100 >= eligible * quorum
