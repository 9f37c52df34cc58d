import { callOutside } from '@/lib/core/call-outside'
import type { Deps } from '@/lib/core/db'
import { secretsOf } from './keep-secret'
import { meaningOf, wishedPause } from './rules'
import { signMessage } from './sign-message'

type Receiver = { url: string; sealedSecret: Uint8Array; formerSecret: Uint8Array | null; formerUntil: Date | null }
export type Message = { id: string; type: string; at: Date; data: Record<string, unknown> }

/** For how long an answer is waited for; milliseconds. */
const patience = 10_000

/** Posts one message, signed. `answer` is the status, or in plain words why there was none; `wishedMs` how long it asks to be left in peace. */
export async function callWebhook(deps: Deps, webhookId: string, receiver: Receiver, { id, type, at, data }: Message) {
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data })
  const now = deps.now()
  const headers = { 'content-type': 'application/json', 'user-agent': 'Porten', ...signMessage(secretsOf(webhookId, receiver, now), { id, at: now, body }) }
  try {
    const answer = await callOutside(receiver.url, { method: 'POST', headers, body, timeoutMs: patience })
    return { meaning: meaningOf(answer.status), answer: String(answer.status), wishedMs: wishedPause(answer.headers.get('retry-after'), deps.now()) }
  } catch (error) {
    return { meaning: 'failed' as const, answer: (error instanceof Error ? error.message : String(error)).slice(0, 200), wishedMs: 0 }
  }
}
