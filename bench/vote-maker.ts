/** Ballots of cards that were never used, made in a process of its own: as the voters' own browsers, it takes no time of the servers. */
import { constants, createPrivateKey, randomBytes, sign } from 'node:crypto'
import { toText } from '@/lib/ballots/bytes'
import { type Card, publicKeyOf } from '@/lib/ballots/card'
import { castBallot, fillBallot } from '@/lib/ballots/cast-ballot'
import type { Ballot, Manifest } from '@/lib/ballots/schema'
import { sendJson } from './browser'

export type MakerWish = {
  manifest: Manifest
  tokenSecret: string
  count: number /** sent to the box at once, so many at a time; else handed back */
  cast?: number
}

process.on('message', async ({ manifest, tokenSecret, count, cast }: MakerWish) => {
  const signer = createPrivateKey({ key: Buffer.from(tokenSecret, 'base64'), format: 'der', type: 'pkcs8' })
  const next = () => castBallot(manifest, makeCard(signer), 1, fillBallot([[0], [1, 0]]))
  if (!cast) return process.send?.(Array.from({ length: count }, next) satisfies Ballot[])
  let left = count
  const lane = async () => {
    while (left-- > 0) {
      const { status, body } = await sendJson(`${manifest.box}/e/${manifest.election}/ballot`, next(), left)
      if (status !== 200) throw new Error(`a ballot was answered ${status} ${body}`)
    }
  }
  await Promise.all(Array.from({ length: cast }, lane))
  process.send?.([])
})
process.on('disconnect', () => process.exit(0))
process.send?.(0)

/** The signature that is left when the blinding is taken off, made without blinding: so many would take hours otherwise. */
function makeCard(key: ReturnType<typeof createPrivateKey>): Card {
  const seed = toText(randomBytes(32))
  const tokenMsg = Buffer.concat([randomBytes(32), Buffer.from(publicKeyOf(seed), 'base64url')])
  const tokenSig = sign('sha384', tokenMsg, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 })
  return { seed, tokenMsg: toText(tokenMsg), tokenSig: toText(tokenSig) }
}
