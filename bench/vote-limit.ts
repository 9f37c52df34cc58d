/** What cards and ballots cost at least: their cryptography by OpenSSL, and one durable commit each. A process of its own, asked by message. */
import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, privateDecrypt, publicEncrypt, sign, verify } from 'node:crypto'
import pg from 'pg'
import { fromText } from '@/lib/ballots/bytes'
import { ballotMessage } from '@/lib/ballots/cast-ballot'
import type { Ballot, Manifest } from '@/lib/ballots/schema'

export type LimitWish = { manifest: Manifest; tokenSecret: string; ballots: Ballot[]; blinded: string[]; lanes: number }

const [databaseUrl = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
await pool.query(`CREATE TABLE IF NOT EXISTS bench_bare_ballots (pk bytea PRIMARY KEY, ballot bytea NOT NULL);
  CREATE TABLE IF NOT EXISTS bench_bare_cards (id bigserial PRIMARY KEY, answer bytea NOT NULL)`)
const receipts = generateKeyPairSync('ed25519').privateKey

process.on('message', async ({ manifest, tokenSecret, ballots, blinded, lanes }: LimitWish) => {
  const cardKey = createPrivateKey({ key: Buffer.from(tokenSecret, 'base64'), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(cardKey)
  const takeBallot = async ({ pk, seq, sealed, sig, tokenMsg, tokenSig }: Ballot) => {
    const message = ballotMessage(manifest.election, seq, sealed)
    const card = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: pk }, format: 'jwk' })
    const token = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
    if (!verify(null, message, card, fromText(sig)) || !verify('sha384', fromText(tokenMsg), token, fromText(tokenSig))) throw new Error('forged')
    await pool.query({
      name: 'ballot',
      text: 'INSERT INTO bench_bare_ballots VALUES ($1, $2)',
      values: [Buffer.from(pk, 'base64url'), Buffer.from(sealed, 'base64url')],
    })
    sign(null, message, receipts)
  }
  const signCard = async (text: string) => {
    const answer = privateDecrypt({ key: cardKey, padding: constants.RSA_NO_PADDING }, Buffer.from(text, 'base64url'))
    publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, answer)
    await pool.query({ name: 'card', text: 'INSERT INTO bench_bare_cards (answer) VALUES ($1)', values: [answer] })
  }
  const began = performance.now()
  const count = ballots.length + blinded.length
  const lane = async () => {
    for (let ballot = ballots.pop(); ballot; ballot = ballots.pop()) await takeBallot(ballot)
    for (let text = blinded.pop(); text; text = blinded.pop()) await signCard(text)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  process.send?.((count * 1_000) / (performance.now() - began))
})
process.on('disconnect', () => process.exit(0))
process.send?.(0)
