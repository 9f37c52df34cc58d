import type { Outcome } from '../channel'

type Question = { url: string; headers: Record<string, string>; body: string; timeoutMs: number; isIdNeeded: boolean; readId: (answer: unknown) => unknown }

/** Posts one message to a gateway and says what its answer means. */
export async function askGateway({ url, headers, body, timeoutMs, isIdNeeded, readId }: Question): Promise<Outcome> {
  let status: number
  let answer: string
  try {
    // A redirect is not followed: the credentials are meant for this host. And a connection of its own each time: one that
    // the gateway closed while it lay idle would leave us not knowing whether the message went out.
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, connection: 'close' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    status = response.status
    answer = await response.text()
  } catch (error) {
    return { kind: wasNeverConnected(error) ? 'retryable' : 'unknown', answer: causeOf(error) }
  }
  const told = `${status} ${answer}`
  if (status >= 200 && status < 300) {
    const id = readId(parsed(answer))
    if (typeof id === 'string' || typeof id === 'number') return { kind: 'handed-over', providerId: String(id), answer: told }
    return isIdNeeded ? { kind: 'unknown', answer: told } : { kind: 'handed-over', providerId: null, answer: told }
  }
  return { kind: meaningOf(status), answer: told }
}

function meaningOf(status: number): 'retryable' | 'permanent' | 'unknown' {
  // Wrong credentials, no credit or a moved address are the operator's to mend: the message waits. 503 is said instead of taking it.
  const isNotTaken = status < 400 || [401, 402, 403, 404, 405, 408, 429, 503].includes(status)
  if (isNotTaken) return 'retryable'
  // Every other 5xx may come from something that broke after the message was taken, or stand between us and who took it.
  return status >= 500 ? 'unknown' : 'permanent'
}

const beforeAnyByte = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

function wasNeverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  const causes: unknown[] = cause instanceof AggregateError ? cause.errors : [cause]
  return causes.every((one) => {
    const { code, syscall } = Object(one) as { code?: unknown; syscall?: unknown }
    if (syscall === 'read' || syscall === 'write') return false // a network that went away later
    return beforeAnyByte.has(String(code)) || String(code).startsWith('ERR_TLS') || String(code).includes('CERT')
  })
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = (error.cause as { code?: unknown } | undefined)?.code
  return `${error.name}: ${error.message}${code ? ` (${code})` : ''}`
}

function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    return null
  }
}

export const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
export const fieldOf = (answer: unknown, name: string): unknown => (answer && typeof answer === 'object' ? Reflect.get(answer, name) : undefined)
