import { createHmac, randomBytes } from 'node:crypto'

/** A secret as Standard Webhooks writes it: its mark, and 256 random bits. */
export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** The three headers of Standard Webhooks 1.0: a signature with each secret, so that one can be changed without a gap. */
export function signMessage(secrets: readonly string[], { id, at, body }: { id: string; at: Date; body: string }): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
