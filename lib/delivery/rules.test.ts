import fc from 'fast-check'
import { expect, it } from 'vitest'
import { someEnvironment } from './organisation.fixture'
import { isPlainAddress, nextAttempt, onOneLine, withoutCodes } from './rules'
import { credentialsOf, tellAnswer } from './tell-answer'

const now = new Date('2026-11-23T12:00:00Z')
const after = (attempts: number, staleInMinutes: number | null) => {
  const staleAt = staleInMinutes === null ? null : new Date(now.getTime() + staleInMinutes * 60_000)
  const next = nextAttempt(attempts, now, staleInMinutes === null ? null : { staleAt })
  return 'at' in next ? (next.at.getTime() - now.getTime()) / 1_000 : next.failure
}

it('pauses grow, and after the last the message is given up', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => after(attempts, null))).toEqual([5, 30, 120, 600, 1_800, 7_200, 21_600, 'tries'])
})

it('a code is tried every two minutes while it is of use, and not beyond', () => {
  expect([1, 2, 3, 4].map((attempts) => after(attempts, 10))).toEqual([5, 30, 120, 120])
  expect(after(4, 2)).toBe('stale')
})

it.each([
  ['kajsa@example.org', true],
  ['åsa@exempel.se', true],
  ['a@b.example, c@d.example', false],
  ['a@b.example\r\nBcc: c@d.example', false],
  ['Kajsa <a@b.example>', false],
  ['a@b@c', false],
  ['', false],
])('the address %j stands alone in an envelope: %s', (text, isPlain) => expect(isPlainAddress(text)).toBe(isPlain))

it('what is on one line has no line ends or control characters, whatever it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cc}\u2028\u2029]/u.test(onOneLine(text))))
})

it('no run of six digits is left where only a code may have one', () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9 a]{0,30}$/), (text) => !/\d{6}/.test(withoutCodes(text))))
})

it("a gateway's answer is kept without the message's text, code and link, also where they are escaped", () => {
  const text = 'K7 012345 är din kod till Åsas klubb.\n\nhttps://x.example.org/go/a#t=Zm9vYmFyYmF6cXV1eA\n\n@x.example.org #012345'
  for (const answer of [
    `200 ${JSON.stringify({ id: 's1', message: text })}`,
    `400 bad text: ${text}`,
    `500 ${JSON.stringify({ id: 's1', body: text }).replace(/[äÅ]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)}`,
  ]) {
    const told = tellAnswer(answer, text)
    expect(told).not.toMatch(/012345|Zm9v|din kod/)
    expect(told).toMatch(/^[245]00 /)
  }
  expect(tellAnswer('x'.repeat(5_000), text)).toHaveLength(500)
  const url = 'https://portal.example.org/api/delivery/http?message=1.2&proof=p7-proof'
  const credentials = credentialsOf(someEnvironment({ SMS_GATEWAY_USER: 'u1', SMS_GATEWAY_PASSWORD: 'sesam öppna', SMTP_URL: 'smtp://u:m%C3%A5ne@h' }), url)
  const echo = `401 authorization: Basic ${Buffer.from('u1:sesam öppna').toString('base64')}; sesam öppna; ${encodeURIComponent('sesam öppna')}; måne; ${url}`
  expect(tellAnswer(echo, text, credentials)).toBe('401 authorization: Basic …; …; …; …; https://portal.example.org/api/delivery/http?message=1.2&proof=…')
})
