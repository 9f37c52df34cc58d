/** RFC 6238 with what every authenticator app understands: steps of thirty seconds, six digits. */
export const stepSeconds = 30
/** A telephone's clock may be one step before ours or behind it. */
const drift = 1
export const recoveryCodeCount = 10
/** 32 signs that are told apart by eye and ear: neither I nor O, neither 0 nor 1. */
export const recoverySigns = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
export const recoveryCodeLength = 12

/** In which step of its codes a moment lies. */
export const stepAt = (now: Date) => Math.floor(now.getTime() / 1_000 / stepSeconds)

/** The steps whose code may be typed now, the likeliest first: none that was used, nor one before it. */
export function openSteps(now: Date, lastStep: number): number[] {
  const step = stepAt(now)
  return [step, step - drift, step + drift].filter((each) => each > lastStep)
}

/** A typed code without what people put in between; null when it is not six digits. */
export function readAppCode(typed: string): string | null {
  const digits = typed
    .slice(0, 100)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}.]/gu, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

/** A typed recovery code, in any case, with or without hyphens; null when it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
  return code.length === recoveryCodeLength && [...code].every((sign) => recoverySigns.includes(sign)) ? code : null
}

/** `ABCD-EFGH-JKLM`, as it is shown and written down. */
export const inGroups = (text: string) => text.match(/.{1,4}/g)?.join('-') ?? text

const base32Signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, without padding: the only form in which apps take a secret. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += base32Signs[(held >>> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + base32Signs[(held << (5 - bits)) & 31] : text
}

/** The address that a QR code gives to an app (Google Authenticator's key URI format). */
export function appAddress({ organisation, account, secret }: { organisation: string; account: string; secret: Uint8Array }): string {
  const issuer = encodeURIComponent(organisation.replaceAll(':', ' '))
  const label = `${issuer}:${encodeURIComponent(account.replaceAll(':', ' '))}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${issuer}&algorithm=SHA1&digits=6&period=${stepSeconds}`
}
