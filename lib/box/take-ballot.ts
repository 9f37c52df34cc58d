import { type SignMessage, signReceipt } from '@/lib/ballots/board'
import { toText } from '@/lib/ballots/bytes'
import { importTokenKey, verifyToken } from '@/lib/ballots/card'
import { hashBallot, isOrdinaryKey, isSignedByCard } from '@/lib/ballots/cast-ballot'
import { checkNatively, signNatively } from '@/lib/ballots/native-tools'
import type { Ballot, Manifest, Receipt } from '@/lib/ballots/schema'
import { receiptKeys } from './keys'
import type { CastOutcome } from './schema'
import { type BoxDb, findManifest, insertBallot } from './store'

type Keys = { tokenKey: CryptoKey; sign: SignMessage }

const known = new Map<string, Promise<Keys | null>>()

/** An election's keys, for tokens and receipts: rules never change, so an answer holds for ever. */
function keysOf(db: BoxDb, election: string): Promise<Keys | null> {
  const kept = known.get(election)
  if (kept) return kept
  const found = findKeys(db, election)
  const forget = () => known.delete(election)
  known.set(election, found)
  found.then((keys) => keys ?? forget(), forget)
  return found
}

async function findKeys(db: BoxDb, election: string): Promise<Keys | null> {
  const text = await findManifest(db, election)
  return text === null ? null : { tokenKey: await importTokenKey((JSON.parse(text) as Manifest).tokenKey), sign: signNatively(receiptKeys(election).secret) }
}

/**
 * Checks token, signature and rule, and answers with a receipt only after the ballot is kept for good. The same ballot again
 * gets the same receipt. `free`: the number that the card may sign next.
 */
export async function takeBallot(db: BoxDb, election: string, ballot: Ballot): Promise<{ outcome: CastOutcome; free?: number; receipt?: Receipt }> {
  const keys = await keysOf(db, election)
  if (!keys) return { outcome: 'unknown' }
  if (!isOrdinaryKey(ballot.pk) || !isSignedByCard(election, ballot, checkNatively) || !(await verifyToken(keys.tokenKey, ballot))) return { outcome: 'forged' }
  const hash = toText(hashBallot(election, ballot))
  const { outcome, free } = await insertBallot(db, election, { ...ballot, hash })
  if (outcome === 'taken' || outcome === 'same') return { outcome, receipt: signReceipt(election, keys.sign, hash) }
  return free === null ? { outcome } : { outcome, free }
}
