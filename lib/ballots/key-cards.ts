import { canonical, toText } from './bytes'
import { publicKeyOf } from './card'
import { castBallot, fillBallot } from './cast-ballot'
import type { Manifest } from './schema'
import { makeSealKey, openBallot } from './seal-ballot'
import { readShare, writeShare } from './share-text'
import { joinShares, splitKey } from './split-key'

/** A new key as three cards say it. */
export async function makeKeyCards(): Promise<{ sealKey: string; shares: string[] }> {
  const { sealKey, secret } = makeSealKey()
  return { sealKey, shares: (await splitKey(secret)).map(writeShare) }
}

type Place = Pick<Manifest, 'election' | 'sealKey' | 'questions'>

/** What is wrong with each typed card; nothing when each two of the three open a ballot that was sealed to the key. */
export async function tryKeyCards(place: Place, typed: string[]): Promise<('mistyped' | 'wrong' | null)[]> {
  const shares = typed.map(readShare)
  if (shares.includes(null)) return shares.map((share) => (share === null ? 'mistyped' : null))
  const [one = '', two = '', three = ''] = shares.map(String)
  const opens = await Promise.all([opensWith(place, one, two), opensWith(place, two, three), opensWith(place, three, one)])
  // A wrong card spoils both pairs that it is in.
  return [!opens[0] && !opens[2], !opens[0] && !opens[1], !opens[1] && !opens[2]].map((isWrong) => (isWrong || !opens.some(Boolean) ? 'wrong' : null))
}

async function opensWith(place: Place, one: string, other: string): Promise<boolean> {
  const secret = await joinShares(place.sealKey, one, other)
  if (secret === null) return false
  const seed = toText(crypto.getRandomValues(new Uint8Array(32)))
  const contents = fillBallot(place.questions.map(() => []))
  const ballot = castBallot(place, { seed, tokenMsg: '', tokenSig: '' }, 1, contents)
  return canonical(openBallot(place, secret, publicKeyOf(seed), ballot.sealed)) === canonical(contents)
}
