import { randomInt } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { hmac } from '@/lib/core/seal'
import { chanceLength, checkSign, inGroups, signs } from './first-password-rules'
import { endFirstPasswords, insertFirstPassword, lockFirstPasswords } from './store'

type Issue = { organisationId: string; personId: string; channel: 'sms' | 'email' | 'letter'; lifeHours: number }

/** A new first-time password in groups; every earlier one of the person is worthless from then on. Call it in the transaction of its message. */
export async function issueFirstPassword(deps: Deps, { organisationId, personId, channel, lifeHours }: Issue): Promise<{ secret: string; expiresAt: Date }> {
  const chance = Array.from({ length: chanceLength }, () => signs[randomInt(signs.length)]).join('')
  const secret = chance + checkSign(chance)
  const now = deps.now()
  const expiresAt = new Date(now.getTime() + lifeHours * 60 * 60_000)
  await lockFirstPasswords(deps.db, organisationId, personId)
  await endFirstPasswords(deps.db, organisationId, personId, now)
  await insertFirstPassword(deps.db, {
    organisationId,
    personId,
    channel,
    hmac: firstPasswordHmac(organisationId, personId, secret),
    createdAt: now,
    expiresAt,
  })
  return { secret: inGroups(secret), expiresAt }
}

export const firstPasswordHmac = (organisationId: string, personId: string, secret: string) => hmac('first-password', organisationId, personId, secret)
