import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { ed25519 } from '@noble/curves/ed25519.js'
import { fromText, isEqual, toText } from './bytes'

// The voting card: an Ed25519 key that the portal has signed without seeing it (RFC 9474, RSABSSA-SHA384-PSS-Randomized).
//
//   const wish = await askForCard(manifest.tokenKey)            // in the browser; keep `wish` until the answer is there
//   const blindSig = POST wish.blinded to the portal            // signBlinded on the server
//   const card = await finishCard(manifest.tokenKey, wish, blindSig)

/** What is needed to vote, and nothing that tells who may. Whoever has it can vote with it. */
export type Card = { seed: string; tokenMsg: string; tokenSig: string }
/** A card on its way: asked for, not yet signed. `blinded` alone leaves the device. */
export type CardWish = { seed: string; tokenMsg: string; blinded: string; inverse: string }

const suite = RSABSSA.SHA384.PSS.Randomized()

/** The key as the library and `verifyToken` want it. */
export const importTokenKey = (spki: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', fromText(spki), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])

export const publicKeyOf = (seed: string): string => toText(ed25519.getPublicKey(fromText(seed)))

export const askForCard = (tokenKey: string): Promise<CardWish> => wishFrom(tokenKey, crypto.getRandomValues(new Uint8Array(32)))

/** Of a given seed: another signature each time, and the same card, since its key is what counts once. */
export async function wishFrom(tokenKey: string, seed: Uint8Array): Promise<CardWish> {
  const tokenMsg = suite.prepare(ed25519.getPublicKey(seed))
  const { blindedMsg, inv } = await suite.blind(await importTokenKey(tokenKey), tokenMsg)
  return { seed: toText(seed), tokenMsg: toText(tokenMsg), blinded: toText(blindedMsg), inverse: toText(inv) }
}

/** Throws when the portal's answer is no signature of this card. */
export async function finishCard(tokenKey: string, wish: CardWish, blindSig: string): Promise<Card> {
  const tokenSig = await suite.finalize(await importTokenKey(tokenKey), fromText(wish.tokenMsg), fromText(blindSig), fromText(wish.inverse))
  return { seed: wish.seed, tokenMsg: wish.tokenMsg, tokenSig: toText(tokenSig) }
}

/** Did the portal sign this very key? */
export async function verifyToken(tokenKey: CryptoKey, { pk, tokenMsg, tokenSig }: { pk: string; tokenMsg: string; tokenSig: string }): Promise<boolean> {
  const message = fromText(tokenMsg)
  return isEqual(message.subarray(32), fromText(pk)) && suite.verify(tokenKey, fromText(tokenSig), message)
}
