import { expect } from '@playwright/test'
import type { Answer } from './plain-browser'

/** What may differ between two answers to the same question (security.md 33). */
export function comparable({ status, headers, setCookies, location, body }: Answer, person: { name: string }) {
  const { date: _date, 'content-length': _length, 'set-cookie': _cookies, 'content-security-policy': policy, ...rest } = headers
  const nonce = String(policy).match(/'nonce-([^']+)'/)?.[1] ?? '?'
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
  const clean = (text: string) =>
    text
      .replaceAll(nonce, 'NONCE')
      .replaceAll(person.name, 'NAME')
      .replace(uuid, 'JOURNEY')
      .replace(/\b[0-9a-f]{40,}\b/g, 'ACTION')
      .replace(/\bk[0-9a-f]{16,40}\b/g, 'KEY')
      .replace(/\b[A-HJ-NPR-Y][2-9]\b/g, 'REFERENCE')
  return {
    status,
    location,
    headers: JSON.parse(clean(JSON.stringify({ ...rest, policy }))),
    cookies: setCookies.map((cookie) => cookie.replace(/=[\w-]{43};/, '=SECRET;').replace(/Expires=[^;]+/i, 'Expires=TIME')),
    ...inPieces(clean(body).replace(/\b\d{1,2}[:.]\d{2}\b/g, 'TIME')),
  }
}

/** React sends what its scripts need as it comes to be ready, under numbers of the moment: every word of it counts, the order does not. */
function inPieces(body: string) {
  const pushed = /<script nonce="NONCE">self\.__next_f\.push\((?:\[1,"([\s\S]*?)"\]|\[0\])\)<\/script>/g
  const pieces = [...body.matchAll(pushed)].map(([, text = '']) => text).join('')
  return { body: body.replace(pushed, ''), words: (pieces.match(/[^\\"[\]{},:$]{4,}/g) ?? []).sort() }
}

type Story = () => Promise<ReturnType<typeof comparable>[]>

/**
 * Both stories get the same answers, one by one. React sends a page in pieces as they come to be ready, so one answer has
 * several forms: they are asked for until each answer has been seen alike. A difference that is about the person stays.
 */
export async function areAlike(one: Story, other: Story, what: string): Promise<void> {
  const seen: [Set<string>, Set<string>][] = []
  await expect(async () => {
    for (const [which, story] of [one, other].entries())
      for (const [at, answer] of (await story()).entries()) {
        seen[at] ??= [new Set(), new Set()]
        seen[at][which === 0 ? 0 : 1].add(JSON.stringify(answer, null, 1))
      }
    for (const [first, second] of seen) if (![...second].some((form) => first.has(form))) expect([...second].at(-1)).toBe([...first].at(-1))
  }, what).toPass({ timeout: 90_000, intervals: [0] })
}
