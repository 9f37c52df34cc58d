import { ed25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { electionBytes, fromText, joinBytes, toCrockford, toText, uint32, utf8 } from './bytes'
import { type Card, publicKeyOf } from './card'
import type { Ballot, Choice, Contents, Manifest, Void } from './schema'
import { sealBallot } from './seal-ballot'

/** Checks an Ed25519 signature: here in plain JavaScript; the server hands in its own, which is faster. */
export type CheckSignature = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean

export const checkPlainly: CheckSignature = (signature, message, publicKey) => ed25519.verify(signature, message, publicKey, { zip215: false })

/** Not one of the few points that checkers of signatures disagree about: a ballot that the box takes is good for every checker. */
export function isOrdinaryKey(pk: string): boolean {
  try {
    return !ed25519.Point.fromBytes(fromText(pk)).isSmallOrder()
  } catch {
    return false
  }
}

/** Ten random bytes for each question: they find a choice in the result and can't be joined to one voter. */
const makeNonce = () => toText(crypto.getRandomValues(new Uint8Array(10)))

/** A ballot as filled in on the screen: one choice for each question, in their order. Keep it to find the nonces in the result again. */
export const fillBallot = (choices: Choice[]): Contents => ({ answers: choices.map((choice) => ({ nonce: makeNonce(), choice })) })

/** A picture of the marked sheet, sealed. The same picture under the same card seals to the same bytes: what is sent twice is one ballot. */
export function sealPaper(manifest: Pick<Manifest, 'election' | 'sealKey' | 'questions'>, card: Card, image: Uint8Array): string {
  const draw = (what: string, length: number) => hkdf(sha256, fromText(card.seed), sha256(image), utf8(`porten/paper/1 ${what}`), length)
  const nonces = manifest.questions.map((_, at) => toText(draw(`nonce ${at}`, 10)))
  return sealBallot(manifest, publicKeyOf(card.seed), { nonces, image: toText(image) }, draw('once', 32))
}

/** The first number of a card's ballots from which on they are paper that counts before the screen. */
export const firstOfPaper = 1_000_000

/** Seals and signs: what goes to the box as it is. The same ballot may be sent again; a filled-in ballot is sealed once for each `seq`. */
export function castBallot(manifest: Pick<Manifest, 'election' | 'sealKey' | 'questions'>, card: Card, seq: number, contents: Contents): Ballot {
  const pk = publicKeyOf(card.seed)
  return signBallot(manifest.election, card, seq, sealBallot(manifest, pk, contents))
}

/** Signs a sealed ballot, again where the box named a higher `seq`. */
export function signBallot(election: string, card: Card, seq: number, sealed: string): Ballot {
  const sig = toText(ed25519.sign(ballotMessage(election, seq, sealed), fromText(card.seed)))
  return { pk: publicKeyOf(card.seed), seq, sealed, sig, tokenMsg: card.tokenMsg, tokenSig: card.tokenSig }
}

/** What the card signs. */
export const ballotMessage = (election: string, seq: number, sealed: string) =>
  sha256(joinBytes(utf8('porten/cast/1'), electionBytes(election), uint32(seq), fromText(sealed)))

export const isSignedByCard = (election: string, ballot: Ballot, check: CheckSignature = checkPlainly): boolean =>
  check(fromText(ballot.sig), ballotMessage(election, ballot.seq, ballot.sealed), fromText(ballot.pk))

/** Every bit of the ballot goes into it. */
export const hashBallot = (election: string, { pk, seq, sealed, sig, tokenMsg, tokenSig }: Ballot): Uint8Array =>
  sha256(joinBytes(utf8('porten/hash/1'), electionBytes(election), uint32(seq), ...[pk, tokenMsg, tokenSig, sig, sealed].map(fromText)))

/** `XXXX-XXXX-XXXX-XXXX`, the first 80 bits of the ballot's hash. */
export const trackingCode = (hash: Uint8Array): string => (toCrockford(hash.subarray(0, 10)).match(/.{4}/g) ?? []).join('-')

/** Withdraws the card for a ballot by post: the box voids it, and what it has cast is never opened. */
export function withdrawCard(election: string, seed: string): Void {
  return { pk: publicKeyOf(seed), proof: toText(ed25519.sign(voidMessage(election), fromText(seed))) }
}

const voidMessage = (election: string) => joinBytes(utf8('porten/void/1'), electionBytes(election))

export const isWithdrawnByCard = (election: string, { pk, proof }: Void, check: CheckSignature = checkPlainly): boolean =>
  check(fromText(proof), voidMessage(election), fromText(pk))
