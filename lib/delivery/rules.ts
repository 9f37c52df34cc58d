import type { MessageFailure, MessageState } from './schema'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** After the first, second, … failed attempt; then the message is given up. Milliseconds. */
const pauses = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, 2 * hour, 6 * hour]
/** A code is of use for minutes only: its pauses grow no further. */
const longestPauseOfSecret = 2 * minute

/** How long a claim on a message holds; longer than the slowest channel takes to answer. Milliseconds. */
export const leaseLength = 60 * second
/** A queued row whose job has not come this long after its time has lost it. Milliseconds. */
export const lostAfter = 30 * second

/** When to try again after `attempts` failed ones, or why not. */
export function nextAttempt(attempts: number, now: Date, secret: { staleAt: Date | null } | null): { at: Date } | { failure: MessageFailure } {
  const pause = pauses[attempts - 1]
  if (pause === undefined) return { failure: 'tries' }
  const at = new Date(now.getTime() + (secret ? Math.min(pause, longestPauseOfSecret) : pause))
  return secret?.staleAt && at >= secret.staleAt ? { failure: 'stale' } : { at }
}

/** States from which a receipt may move a message on; none leads away from `delivered`. */
export const beforeDelivered: MessageState[] = ['queued', 'handing-over', 'unknown', 'handed-over', 'given-up', 'refused']
/** A message that still waits for another attempt is not refused by a late word about an earlier one. */
export const beforeRefused: MessageState[] = ['handing-over', 'unknown', 'handed-over']

type Attempted = {
  channel: string
  state: MessageState
  attempts: number
  failure: string | null
  holdsSecret: boolean
  hasContent: boolean
  staleAt: Date | null
  nextAttemptAt: Date
}

/**
 * Whether staff may have a message tried once more. Never one whose code may have gone out, that was replaced or is of no
 * use any more; a letter waits for its printer; what waits for its turn may have it now.
 */
export function mayRetry({ channel, state, attempts, failure, holdsSecret, hasContent, staleAt, nextAttemptAt }: Attempted, now: Date): boolean {
  if (channel === 'letter' || !hasContent || (staleAt && staleAt <= now)) return false
  if (state === 'queued') return attempts > 0 && nextAttemptAt > now
  return (state === 'given-up' || state === 'refused') && !holdsSecret && ['refused', 'tries', 'stopped'].includes(failure ?? '')
}

/** Only what waits can be stopped: anything else is out, or on its way out. */
export const mayStop = ({ state }: Pick<Attempted, 'state'>) => state === 'queued'

/** Part of a cap at which the administrators are warned, and part of it that is kept for telling people of changes. */
const warnedAt = 0.8
const keptForNotices = 0.1

/** What a cap says to a message that is the `count`th, of which `added` were just counted. */
export function readCap(max: number, count: number, added: number, isNotice: boolean): { isOver: boolean; reached: 'near' | 'full' | null } {
  const passes = (mark: number) => mark <= count && mark > count - added
  return {
    isOver: count > (isNotice ? max + Math.ceil(max * keptForNotices) : max),
    reached: passes(max) ? 'full' : passes(Math.ceil(max * warnedAt)) ? 'near' : null,
  }
}

/** How near a count is to its cap; null while there is room, or no cap. */
export function levelOf(max: number | null, count: number): 'near' | 'full' | null {
  if (max === null || count < Math.ceil(max * warnedAt)) return null
  return count >= max ? 'full' : 'near'
}

/** A receipt that has not come after this long may never come; milliseconds. */
const receiptPatience = 3 * minute

/** Whether something may yet be heard of a message within moments. */
export function isUnderWay(
  { channel, state, nextAttemptAt, handedOverAt }: { channel: string; state: MessageState; nextAttemptAt: Date; handedOverAt: Date | null },
  now: Date,
) {
  if (channel === 'letter') return false
  if (state === 'handed-over') return channel === 'sms' && now.getTime() - (handedOverAt?.getTime() ?? 0) < receiptPatience
  return state === 'handing-over' || (state === 'queued' && nextAttemptAt.getTime() - now.getTime() < minute)
}

/** On one line and without control characters: nothing that a person or a register wrote can begin a header or a line. */
export const onOneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()

/** In a code message no run of digits but the code may look like one. */
export const withoutCodes = (text: string) => text.replace(/\d{6,}/g, (digits) => digits.replace(/\d{3}(?=\d)/g, '$& '))

const looksLike: Record<string, string> = { '’': "'", '‘': "'", '“': '"', '”': '"', '–': '-', '—': '-', '…': '...', '•': '-', '−': '-' }

/** Replaces what would make a whole SMS twice as dear (UCS-2) though the eye sees no difference. */
export const plainForSms = (text: string) => text.replace(/[\u00a0\u2007\u2009\u202f]/g, ' ').replace(/[’‘“”–—…•−]/g, (sign) => looksLike[sign] ?? sign)

/** A code SMS as scripts and telephones read it: the reference first, the code alone as six digits (interfaces.md, Messages). */
export function isSoundCodeText(text: string, reference: string, code: string): boolean {
  const runs = text.match(/\d+/g)?.filter((run) => run.length === code.length) ?? []
  return text.startsWith(`${reference} `) && runs.length === 1 && runs[0] === code
}

/** An address that can stand alone in an envelope: no list, no name, no line end. */
export const isPlainAddress = (text: string) => /^[^\s@,;:<>()[\]"\\\p{Cc}]+@[^\s@,;:<>()[\]"\\\p{Cc}]+$/u.test(text) && text.length <= 254

/** A time as the organisation's clock shows it; `short` is the hour alone when it is still the same day, `onPaper` has the month's whole name. */
export function sayTime(at: Date, now: Date, language: string, timeZone: string, form: 'full' | 'short' | 'onPaper'): string {
  const tag = language === 'en' ? 'en-GB' : language
  const day = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' })
  const isToday = form === 'short' && day.format(at) === day.format(now)
  return new Intl.DateTimeFormat(tag, { timeZone, timeStyle: 'short', ...(isToday ? {} : { dateStyle: form === 'onPaper' ? 'long' : 'medium' }) }).format(at)
}
