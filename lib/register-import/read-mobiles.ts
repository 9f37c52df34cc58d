import { readMobile } from '@/lib/people/read-mobile'

/**
 * `readMobile` for a file of a million numbers. Whether a number exists is a matter of its first digits and its length,
 * so numbers that differ in the last four digits alone are read once; where three samples of such a family disagree,
 * each is read by itself.
 */
export function readMobiles(country: string): (text: string) => string | null {
  const families = new Map<string, string | null>()
  return (text) => {
    const digits = text.replace(/[ \-().]/g, '')
    if (!plain.test(digits)) return readMobile(text, country)
    const head = digits.slice(0, -4)
    let known = families.get(head)
    if (known === undefined) {
      known = familyOf(head, country)
      if (families.size > 200_000) families.clear()
      families.set(head, known)
    }
    return known === null ? readMobile(text, country) : known + digits.slice(-4)
  }
}

function familyOf(head: string, country: string): string | null {
  const read = ['0605', '9999', '0000', '5731'].map((end) => ({ end, number: readMobile(head + end, country) }))
  const first = read[0]?.number?.slice(0, -4) ?? null
  return first !== null && read.every(({ end, number }) => number === first + end) ? first : null
}

const plain = /^\+?[0-9]{9,15}$/
