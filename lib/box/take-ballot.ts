import { signReceipt } from '@/lib/ballots/board'
import { toText } from '@/lib/ballots/bytes'
import { importTokenKey, verifyToken } from '@/lib/ballots/card'
import { hashBallot, isOrdinaryKey, isSignedByCard } from '@/lib/ballots/cast-ballot'
import { checkNatively } from '@/lib/ballots/native-tools'
import type { Ballot, Manifest, Receipt } from '@/lib/ballots/schema'
import { receiptKeys } from './keys'
import type { CastOutcome } from './schema'
import { type BoxDb, findManifest, insertBallot } from './store'

const keys = new Map<string, Promise<CryptoKey | null>>()

/** Elections' token keys: rules never change, so an answer holds for ever. */
function tokenKeyOf(db: BoxDb, election: string): Promise<CryptoKey | null> {
  const known = keys.get(election)
  if (known) return known
  const found = findManifest(db, election).then((text) => (text ? importTokenKey((JSON.parse(text) as Manifest).tokenKey) : null))
  const forget = () => keys.delete(election)
  keys.set(election, found)
  found.then((key) => key ?? forget(), forget)
  return found
}

/**
 * Checks token, signature and rule, and answers with a receipt only after the ballot is kept for good. The same ballot again
 * gets the same receipt. `free`: the number that the card may sign next.
 */
export async function takeBallot(db: BoxDb, election: string, ballot: Ballot): Promise<{ outcome: CastOutcome; free?: number; receipt?: Receipt }> {
  const tokenKey = await tokenKeyOf(db, election)
  if (!tokenKey) return { outcome: 'unknown' }
  if (!isOrdinaryKey(ballot.pk) || !isSignedByCard(election, ballot, checkNatively) || !(await verifyToken(tokenKey, ballot))) return { outcome: 'forged' }
  const hash = toText(hashBallot(election, ballot))
  const { outcome, free } = await insertBallot(db, election, { ...ballot, hash })
  if (outcome === 'taken' || outcome === 'same') return { outcome, receipt: signReceipt(election, receiptKeys(election).secret, hash) }
  return free === null ? { outcome } : { outcome, free }
}
