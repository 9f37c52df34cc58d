import { randomBytes } from 'node:crypto'

/** Makes UUIDv7s of one moment that grow with each call (RFC 9562, a counter of 30 bits and 44 random bits). */
export function personIds(at: Date): () => string {
  const milliseconds = at.getTime().toString(16).padStart(12, '0')
  const time = `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}`
  let counter = 0
  let random = ''
  return () => {
    const high = (0x7000 | ((counter >>> 18) & 0xfff)).toString(16)
    const middle = (0x8000 | ((counter >>> 4) & 0x3fff)).toString(16)
    const low = (counter & 0xf).toString(16)
    counter++
    if (random.length < 11) random = randomBytes(5_632).toString('hex') // 11 digits for each of 1,024
    const end = random.slice(0, 11)
    random = random.slice(11)
    return `${time}-${high}-${middle}-${low}${end}`
  }
}
