import { randomInt } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { hmac } from '@/lib/core/seal'
import type { Organisation } from '@/lib/organisations/schema'
import { mayResend, referenceLetters } from './rules'
import { findCode, insertCode, replaceCode, setMessage } from './store'

/** What a code is good for; a code of one purpose is worthless for another. */
export type CodePurpose = 'second-factor' | 'mobile' | 'email' | 'recovery' | 'second-recovery' | 'registration' | 'staff' | 'caller'

export type CodeFor = { organisation: Pick<Organisation, 'id' | 'settings'>; journeyId: string; purpose: CodePurpose; personId: string | null }

export type IssuedCode = { code: string; reference: string; expiresAt: Date }

/**
 * Makes the first code of a journey, or another in its place (the earlier one is then worthless, its wrong tries stay
 * counted). Afterwards `rememberMessage` ties the message to it. A page that had to name the reference first gives it.
 */
export async function issueCode(
  deps: Deps,
  { organisation, journeyId, purpose, personId, reference: given }: CodeFor & { reference?: string },
): Promise<Result<IssuedCode, 'code.pause' | 'code.dead'>> {
  const { codes } = organisation.settings
  const key = { organisationId: organisation.id, journeyId, purpose }
  const now = deps.now()
  const former = await findCode(deps.db, key)
  if (former && (former.usedAt || former.attempts >= codes.tries)) return failure('code.dead')

  // 10⁶ codes are 19.9 bits: with at most six tries a guess succeeds once in 166,666 (NIST SP 800-63B-4, 3.1.3.2)
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const reference = given ?? makeReference(former?.reference)
  const expiresAt = new Date(now.getTime() + codes.lifeMinutes * 60_000)
  const secret = { personId, reference, hmac: codeHmac(key, personId, code), sentAt: now, expiresAt }
  if (!former) {
    await insertCode(deps.db, key, secret)
    return success({ code, reference, expiresAt })
  }
  const resend = mayResend(former.sendings, former.sentAt, codes, now)
  if (!resend.may) return failure('code.pause')
  const isFirstToSend = await replaceCode(deps.db, key, former.sendings, resend.isAfterPause ? 1 : former.sendings + 1, secret)
  return isFirstToSend ? success({ code, reference, expiresAt }) : failure('code.pause')
}

export function rememberMessage(deps: Deps, { organisation, journeyId, purpose }: CodeFor, messageId: string): Promise<void> {
  return setMessage(deps.db, { organisationId: organisation.id, journeyId, purpose }, messageId)
}

export function codeHmac(key: { organisationId: string; journeyId: string; purpose: string }, personId: string | null, code: string) {
  return hmac('code', key.organisationId, key.journeyId, key.purpose, personId ?? '', code)
}

/** One letter and one digit, another than `former`: people with several messages see which is the newest. */
export function makeReference(former?: string): string {
  const reference = `${referenceLetters[randomInt(referenceLetters.length)]}${randomInt(2, 10)}`
  return reference === former ? makeReference(former) : reference
}
