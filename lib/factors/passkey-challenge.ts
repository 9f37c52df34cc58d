import { randomBytes } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { hmac, isSame } from '@/lib/core/seal'
import { countUse } from '@/lib/limits/count-use'

/** So long may a page stand open before its passkey is asked for; minutes. */
const challengeMinutes = 30

/** What a challenge is good for; `personId` where the page knows who it asks. */
export type ChallengeFor = { organisationId: string; purpose: 'first' | 'second' | 'new'; personId: string | null }

const macOf = ({ organisationId, purpose, personId }: ChallengeFor, head: Buffer) =>
  hmac('passkey', organisationId, purpose, personId ?? '', head.toString('base64url')).subarray(0, 16)

/** A challenge that needs no row until it is answered: the time, chance, and a seal over both. The sign-in page is asked for by everybody. */
export function makeChallenge({ now }: Pick<Deps, 'now'>, purpose: ChallengeFor): Buffer<ArrayBuffer> {
  const head = Buffer.alloc(24)
  head.writeBigUInt64BE(BigInt(now().getTime()))
  randomBytes(16).copy(head, 8)
  return Buffer.concat([head, macOf(purpose, head)])
}

/** Whether a challenge is ours, for this, young enough, and answered for the first time: of all who answer it at once, one. */
export async function spendChallenge(deps: Deps, purpose: ChallengeFor, challenge: string): Promise<boolean> {
  const bytes = Buffer.from(challenge, 'base64url')
  if (bytes.length !== 40) return false
  const head = Buffer.from(bytes.subarray(0, 24))
  const age = deps.now().getTime() - Number(head.readBigUInt64BE())
  if (!isSame(bytes.subarray(24), macOf(purpose, head)) || age < 0 || age > challengeMinutes * 60_000) return false
  const key = bytes.toString('base64url') // of one challenge there are many spellings
  return !(await countUse(deps, { name: 'passkey-challenge', key, max: 1, windowSeconds: challengeMinutes * 60 })).isOver
}
