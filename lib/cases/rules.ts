import type { Objection } from './schema'

/** Whether a link works, has been used, or is too old; its days are the organisation's setting. */
export function stateOf({ usedAt, expiresAt }: Pick<Objection, 'usedAt' | 'expiresAt'>, now: Date): 'live' | 'used' | 'old' {
  if (usedAt) return 'used'
  return expiresAt > now ? 'live' : 'old'
}

/** 128 random bits: nobody guesses one in its days, and an SMS has room for it. */
const token = /^[\w-]{22}$/
export const isToken = (text: string) => token.test(text)

/** The same message's way back in: a sign before the secret, so that one secret serves both links. */
export const wayBackToken = (secret: string) => `b${secret}`
export const readWayBack = (text: string) => (text.startsWith('b') && isToken(text.slice(1)) ? text.slice(1) : null)
