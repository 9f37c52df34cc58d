/** 32 signs that are told apart by eye and ear: neither I nor O, neither 0 nor 1. */
export const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Eleven signs of chance (55 bits) and one that checks them. */
export const chanceLength = 11

/** The last sign: it catches every single wrong sign and most swaps of two neighbours. */
export function checkSign(chance: string): string {
  // Odd weights have an inverse modulo 32, so that one changed sign always changes the sum.
  const sum = [...chance].reduce((total, sign, index) => total + signs.indexOf(sign) * (2 * index + 1), 0)
  return signs[sum % signs.length] ?? 'A'
}

/** `ABCD-EFGH-JKLM`, as it is sent and read aloud. */
export const inGroups = (secret: string) => secret.match(/.{4}/g)?.join('-') ?? secret

/** What was typed, in any case, with or without hyphens and spaces; null when it cannot be one. */
export function readFirstPassword(typed: string): string | null {
  const secret = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
  if (secret.length !== chanceLength + 1 || [...secret].some((sign) => !signs.includes(sign))) return null
  return checkSign(secret.slice(0, chanceLength)) === secret.at(-1) ? secret : null
}
