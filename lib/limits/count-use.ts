import type { Deps, Piece } from '@/lib/core/db'
import { hmac } from '@/lib/core/seal'
import { addToCounter, isUsedUpPiece, readCounter } from './store'

export type Limit = {
  /** what is counted, such as `message-recipient` */
  name: string
  /** whose it is; kept as an HMAC only */
  key: string
  max: number
  windowSeconds: number
  /** 1 when left out */
  by?: number
}

const row = ({ name, key }: Limit) => `${name}:${hmac('limit', name, key).toString('base64url')}`

/** Counts first and answers then: of forty at once, at most `max` are not over. */
export async function countUse(deps: Deps, limit: Limit): Promise<{ isOver: boolean; count: number; endsAt: Date }> {
  const now = deps.now()
  const { count, endsAt } = await addToCounter(deps.db, row(limit), limit.by ?? 1, now, new Date(now.getTime() + limit.windowSeconds * 1_000))
  return { isOver: count > limit.max, count, endsAt }
}

/** Whether the limit is used up, without counting. */
export async function isUsedUp(deps: Deps, limit: Limit): Promise<boolean> {
  return (await readCounter(deps.db, row(limit), deps.now())) >= limit.max
}

/** The same as a condition in another's statement. */
export const whenUsedUp = (deps: Deps, limit: Limit): Piece => isUsedUpPiece(row(limit), limit.max, deps.now())
