/** The letters of a reference: none that is mistaken for a digit or another letter. */
export const referenceLetters = 'ABCDEFGHJKLMNPRSTUVWXY'

/** A typed code without the spaces, hyphens and dashes that people put in; null when it is not six digits. */
export function readCode(typed: string): string | null {
  const digits = typed
    .slice(0, 100)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}.]/gu, '')
  return /^[0-9]{6}$/.test(digits) ? digits : null
}

/** security.md 13: somebody who types it late is told that it has expired; after this it is simply wrong. */
const rememberedMinutes = 120

export type CodeVerdict = 'right' | 'wrong' | 'expired'

export function judgeCode(isSame: boolean, expiresAt: Date, now: Date): CodeVerdict {
  if (!isSame) return 'wrong'
  if (now < expiresAt) return 'right'
  return now.getTime() - expiresAt.getTime() < rememberedMinutes * 60_000 ? 'expired' : 'wrong'
}

/** Whether one more may be sent: so many resends, then a pause counted from the last one. */
export function mayResend(
  sendings: number,
  lastSentAt: Date,
  settings: { resends: number; pauseMinutes: number },
  now: Date,
): { may: boolean; isAfterPause: boolean; from: Date } {
  const from = new Date(lastSentAt.getTime() + settings.pauseMinutes * 60_000)
  if (sendings <= settings.resends) return { may: true, isAfterPause: false, from }
  return { may: now >= from, isAfterPause: now >= from, from }
}
