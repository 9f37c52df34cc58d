import type { Environment } from '@/lib/core/env'

const longest = 500

/** A gateway's answer as it may be kept: bounded, on one line, without the message's own text, codes and links, nor our `credentials`: some gateways send them back. */
export function tellAnswer(answer: string, text: string, credentials: readonly string[] = []): string {
  const lines = text.split('\n').filter((line) => line.length >= 12)
  const tokens = text
    .split(/\s+/)
    .map((token) => token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((token) => (token.length >= 4 && /\d/.test(token)) || token.length >= 16)
  return [...lines, ...tokens, ...credentials]
    .sort((one, other) => other.length - one.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), unescaped(answer))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longest)
}

/** An answer is a status and often JSON, in which "ä" may be written as an escape and so pass unseen. */
function unescaped(answer: string): string {
  const [, status = '', body = answer] = answer.match(/^(\d{3} )?\s*(\{.*\})\s*$/s) ?? []
  try {
    return status + JSON.stringify(JSON.parse(body))
  } catch {
    return answer
  }
}

/** What opens the gateways, in the ways in which it is sent to them, and the proof of a receipt. */
export function credentialsOf(
  { SMS_GATEWAY_USER: user = '', SMS_GATEWAY_PASSWORD: password = '', SMTP_URL }: Environment,
  receiptUrl: string | null,
): string[] {
  const mail = SMTP_URL ? decodeURIComponent(new URL(SMTP_URL).password) : ''
  const proof = receiptUrl ? (new URL(receiptUrl).searchParams.get('proof') ?? '') : ''
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  return [password, encodeURIComponent(password), mail, proof, ...(password ? [basic] : [])].filter((secret) => secret.length >= 4)
}
