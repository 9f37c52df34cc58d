/** Ballots of cards that were never used, made in a process of its own: as the voters' own browsers, it takes no time of the servers. */
import { constants, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { toText } from '@/lib/ballots/bytes'
import { ballotMessage, fillBallot } from '@/lib/ballots/cast-ballot'
import type { Ballot, Manifest } from '@/lib/ballots/schema'
import { sealBallot } from '@/lib/ballots/seal-ballot'
import { sendJson } from './browser'

export type MakerWish = {
  manifest: Manifest
  tokenSecret: string
  count: number /** sent to the box at once, so many at a time; else handed back */
  cast?: number
}

process.on('message', async ({ manifest, tokenSecret, count, cast }: MakerWish) => {
  const signer = createPrivateKey({ key: Buffer.from(tokenSecret, 'base64'), format: 'der', type: 'pkcs8' })
  const next = () => makeBallot(manifest, signer)
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

/**
 * As a browser makes it, with what OpenSSL does faster done by it, and the signature that is left when the blinding is taken off
 * made without blinding: so many would take hours otherwise.
 */
function makeBallot(manifest: Manifest, signer: ReturnType<typeof createPrivateKey>): Ballot {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  // Not as JWK: Node.js 20 can wait for itself for ever when it exports a key so that it has just made.
  const pk = toText(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
  const tokenMsg = Buffer.concat([randomBytes(32), Buffer.from(pk, 'base64url')])
  const tokenSig = sign('sha384', tokenMsg, { key: signer, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 })
  const sealed = sealBallot(manifest, pk, fillBallot([[0], [1, 0]]))
  const sig = sign(null, ballotMessage(manifest.election, 1, sealed), privateKey)
  return { pk, seq: 1, sealed, sig: toText(sig), tokenMsg: toText(tokenMsg), tokenSig: toText(tokenSig) }
}
