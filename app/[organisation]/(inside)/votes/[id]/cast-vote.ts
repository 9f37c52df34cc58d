import { isReceiptOfBox } from '@/lib/ballots/board'
import { toText } from '@/lib/ballots/bytes'
import { askForCard, type Card, finishCard } from '@/lib/ballots/card'
import { castBallot, fillBallot, hashBallot, signBallot } from '@/lib/ballots/cast-ballot'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import type { Ballot, Choice, Manifest, Receipt } from '@/lib/ballots/schema'
import { changeKept, readKept } from './kept-vote'

// What happens behind the one button: the card is collected, the ballot sealed, signed and cast. Each step is kept before the
// next, so that a lost connection or a closed page loses nothing and counts nothing twice.

export type CastProblem =
  | 'elsewhere'
  | 'over'
  | 'late'
  | 'early'
  | 'spent'
  | 'void'
  | 'off'
  | 'busy'
  | 'offline'
  | 'signedOut'
  | 'manifest'
  | 'failed'
  | 'noStorage'

/** What went wrong, in a form that the page can say. */
class Refused extends Error {
  constructor(readonly problem: CastProblem) {
    super(problem)
  }
}

export type Place = { election: string; box: string; manifestHash: string; cardHref: string }

/** Casts these choices; null when they are in the box, with a receipt that is kept. */
export async function castVote(place: Place, choices: Choice[]): Promise<CastProblem | null> {
  try {
    if (!changeKept(place.election, {})) throw new Refused('noStorage')
    const manifest = await readManifest(place)
    const card = await readCard(place, manifest)
    const { pending, seq = 0 } = readKept(place.election)
    const isSame = pending && JSON.stringify(pending.choices) === JSON.stringify(choices)
    await send(place, manifest, card, isSame ? pending : seal(place, manifest, card, seq + 1, choices))
    return null
  } catch (error) {
    return error instanceof Refused ? error.problem : 'failed'
  }
}

/** Collects the card alone, for a ballot on paper; null when this browser has it. */
export async function collectCard(place: Place): Promise<CastProblem | null> {
  try {
    if (!changeKept(place.election, {})) throw new Refused('noStorage')
    await readCard(place, await readManifest(place))
    return null
  } catch (error) {
    return error instanceof Refused ? error.problem : 'failed'
  }
}

type Pending = { ballot: Ballot; choices: Choice[]; nonces: string[] }

function seal({ election }: Place, manifest: Manifest, card: Card, seq: number, choices: Choice[]): Pending {
  const contents = fillBallot(choices)
  const nonces = 'answers' in contents ? contents.answers.map(({ nonce }) => nonce) : []
  const pending = { ballot: castBallot(manifest, card, seq, contents), choices, nonces }
  changeKept(election, { pending })
  return pending
}

/** The box’s manifest is used only where it is the one whose hash the portal shows everybody. */
async function readManifest({ election, box, manifestHash }: Place): Promise<Manifest> {
  const manifest = (await (await ask(`${box}/e/${election}/manifest.json`)).json()) as Manifest
  if (hashManifest(manifest) !== manifestHash) throw new Refused('manifest')
  return manifest
}

async function readCard({ election, cardHref }: Place, { tokenKey }: Manifest): Promise<Card> {
  const kept = readKept(election)
  if (kept.card) return kept.card
  const wish = kept.wish ?? (await askForCard(tokenKey))
  changeKept(election, { wish })
  const answer = await fetch(cardHref, {
    method: 'POST',
    body: JSON.stringify({ blinded: wish.blinded }),
    headers: { 'content-type': 'application/json' },
    redirect: 'error',
  }).catch(() => {
    throw new Refused('offline')
  })
  if (answer.status === 401) throw new Refused('signedOut')
  const body = (await answer.json().catch(() => ({}))) as { signature?: string; problem?: CastProblem }
  if (!answer.ok || !body.signature) throw new Refused(body.problem ?? 'failed')
  const card = await finishCard(tokenKey, wish, body.signature)
  changeKept(election, { card, wish: undefined })
  return card
}

type Outcome = { outcome: string; free?: number; receipt?: Receipt }
const problems: Partial<Record<string, CastProblem>> = { late: 'late', early: 'early', spent: 'spent', void: 'void', off: 'off', busy: 'busy' }

async function send({ election, box }: Place, manifest: Manifest, card: Card, first: Pending): Promise<void> {
  let pending = first
  // The box names the card's next number where another device used this one: then the ballot is signed again.
  for (let left = 3; left > 0; left--) {
    const { ballot } = pending
    const answer = (await (await ask(`${box}/e/${election}/ballot`, JSON.stringify(ballot))).json()) as Outcome
    if (answer.outcome === 'stale' && answer.free) {
      pending = { ...pending, ballot: signBallot(election, card, answer.free, ballot.sealed) }
      changeKept(election, { pending })
      continue
    }
    const { receipt } = answer
    if (!receipt) throw new Refused(problems[answer.outcome] ?? 'failed')
    if (receipt.hash !== toText(hashBallot(election, ballot)) || !isReceiptOfBox(manifest.receiptKey, receipt)) throw new Refused('failed')
    const receipts = [...(readKept(election).receipts ?? []), { ...receipt, nonces: manifest.verify === 'content' ? pending.nonces : [] }]
    changeKept(election, { receipts, seq: ballot.seq, pending: undefined, draft: undefined })
    return
  }
  throw new Refused('failed')
}

/** To the box: no cookie, and no word of where from. */
function ask(url: string, body?: string): Promise<Response> {
  return fetch(url, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...(body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new Refused('offline')
  })
}
