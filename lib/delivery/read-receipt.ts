import type { Receipt } from './take-receipt'

/** What a gateway says: which message (its own name for it), and how it fared. */
type Said = { providerId: string | null; outcome: 'delivered' | 'failed' | 'under-way'; answer: string }

const outcomes: Record<string, Said['outcome']> = {
  delivered: 'delivered',
  read: 'delivered',
  failed: 'failed',
  undelivered: 'failed',
  refused: 'failed',
  expired: 'failed',
}

/** 46elks: form `id`, `status`, `delivered`; Twilio: form `MessageSid`, `MessageStatus`, `ErrorCode`; http: JSON `id`, `status`. Null when it is none. */
export function readReceipt({ gateway, contentType, body }: Receipt): Said | null {
  const fields = contentType.includes('json') ? jsonFields(body) : Object.fromEntries(new URLSearchParams(body))
  const [idName, statusName] = gateway === 'twilio' ? (['MessageSid', 'MessageStatus'] as const) : (['id', 'status'] as const)
  const status = fields?.[statusName]
  if (!fields || typeof status !== 'string' || !/^[a-zA-Z_-]{1,40}$/.test(status)) return null
  const id = fields[idName]
  const more = ['delivered', 'ErrorCode', 'error', 'reason'].flatMap((name) => (fields[name] ? [`${name}=${fields[name]}`] : []))
  return {
    providerId: typeof id === 'string' && id ? id : null,
    outcome: outcomes[status.toLowerCase()] ?? 'under-way',
    answer: [status, ...more]
      .join(' ')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .slice(0, 200),
  }
}

function jsonFields(body: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(body)
    return parsed && typeof parsed === 'object' ? { ...parsed } : null
  } catch {
    return null
  }
}
