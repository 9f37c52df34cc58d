import { isPlainAddress } from '@/lib/delivery/rules'

/** What was typed into a line: without control characters (a null byte breaks PostgreSQL's text) and doubled spaces. */
export const tidyLine = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Whether it can be a telephone number at all; the server reads it by the country's plan. Empty is no number, and allowed. */
export function looksLikeNumber(text: string): boolean {
  const plain = text.normalize('NFKC')
  const digits = plain.match(/\d/g)?.length ?? 0
  return plain === '' || (/^[+\d\s()./\p{Pd}−]+$/u.test(plain) && digits >= 6 && digits <= 20)
}

/** An address that mail can be sent to: one, plain, with a domain of two parts at least. */
export const looksLikeAddress = (text: string) => isPlainAddress(text) && /@[^@]+\.[^@.]+$/.test(text)
