/** Bytes of one message, and of all that answer one request: five hundred people with some hundred groups each. */
const longestMessage = 4 << 20
const longestAnswer = 16 << 20

/**
 * Watches what a server sends, piece by piece, before the library keeps it: tells what is wrong as soon as it is no message
 * of LDAP, or more than any answer should be. `asked` begins a new answer.
 */
export function answerMeter() {
  let header: number[] = []
  let left = 0
  let answer = 0
  let messages = 0

  function read(piece: Uint8Array): string | null {
    answer += piece.length
    if (answer > longestAnswer) return 'too long an answer'
    for (let at = 0; at < piece.length; ) {
      const skipped = Math.min(left, piece.length - at)
      left -= skipped
      at += skipped
      if (at === piece.length) break
      header.push(piece[at] ?? 0)
      at += 1
      const length = lengthOf(header)
      if (length === undefined) return 'no answer of LDAP'
      if (length === null) continue
      if (length > longestMessage) return 'too long an answer'
      left = length
      header = []
      messages += 1
    }
    return null
  }
  const asked = () => {
    answer = 0
  }
  /** Whether one message came, whole, and not a byte behind it. */
  const isOne = () => messages === 1 && left === 0 && header.length === 0
  return { read, asked, isOne }
}

/** How many bytes follow the tag of a sequence and its length (X.690, 8.1.3); null when more of it must come, undefined when it is none. */
function lengthOf([tag, first, ...more]: number[]): number | null | undefined {
  if (tag !== 0x30) return undefined
  if (first === undefined) return null
  if (first < 0x80) return first
  const size = first - 0x80
  if (size === 0 || size > 4) return undefined
  return more.length < size ? null : more.reduce((length, byte) => length * 256 + byte, 0)
}
