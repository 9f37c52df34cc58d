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
  const pairs = [
    [0, 1, await opensWith(place, one, two)],
    [1, 2, await opensWith(place, two, three)],
    [2, 0, await opensWith(place, three, one)],
  ] as const
  const failures = typed.map((_, card) => pairs.filter(([first, second, opens]) => !opens && (first === card || second === card)).length)
  // One pair: it is one card twice. Two pairs: the card that is in both. Three: no card is right.
  const most = Math.max(...failures)
  return failures.map((count) => (count > 0 && count === most ? 'wrong' : null))
}

async function opensWith(place: Place, one: string, other: string): Promise<boolean> {
  const secret = await joinShares(place.sealKey, one, other)
  if (secret === null) return false
  const seed = toText(crypto.getRandomValues(new Uint8Array(32)))
  const contents = fillBallot(place.questions.map(() => []))
  const ballot = castBallot(place, { seed, tokenMsg: '', tokenSig: '' }, 1, contents)
  return canonical(openBallot(place, secret, publicKeyOf(seed), ballot.sealed)) === canonical(contents)
}
