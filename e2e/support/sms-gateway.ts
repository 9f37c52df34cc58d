import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type ReceivedSms = {
  id: string
  from: string
  to: string
  text: string
  receiptUrl: string | null
  headers: IncomingMessage['headers']
  /** when it came, in milliseconds since 1970 */
  at: number
}

const user = 'u-test'
const password = 'a password of the tests'

/**
 * An SMS gateway on loopback that keeps what it is given. It speaks 46elks' protocol, and for the contract test
 * Twilio's and a plain JSON one. `mood` makes it as bad as gateways are.
 */
export async function startSmsGateway(port = 0) {
  const messages: ReceivedSms[] = []
  const refused = new Set<string>()
  const failing = new Map<string, number>()
  const hanging = new Set<string>()
  const mood: {
    /** answers with this status instead of taking the message */
    failWith: number | null
    /** takes the message, and never answers */
    isHanging: boolean
    /** takes the message, and then answers this status, or cuts the connection */
    lieWith: number | 'cut' | null
  } = { failWith: null, isHanging: false, lieWith: null }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const path = request.url ?? ''
    const isElks = path === '/a1/sms'
    const isTwilio = path === `/2010-04-01/Accounts/${user}/Messages.json`
    const isPlain = path === '/send'
    if (request.method !== 'POST' || !(isElks || isTwilio || isPlain)) return tell(response, 404, 'not found')
    if (request.headers.authorization !== `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`) return tell(response, 401, 'wrong credentials')
    if (mood.failWith) return tell(response, mood.failWith, `failing with ${body}`)

    const fields: Record<string, string> = isPlain ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
    const message: ReceivedSms = {
      id: (isTwilio ? 'SM' : 's') + randomBytes(16).toString('hex'),
      from: fields.from ?? fields.From ?? '',
      to: fields.to ?? fields.To ?? '',
      text: fields.message ?? fields.Body ?? fields.text ?? '',
      receiptUrl: fields.whendelivered ?? fields.StatusCallback ?? fields.receiptUrl ?? null,
      headers: request.headers,
      at: Date.now(),
    }
    const failure = failing.get(message.to)
    if (failure) return tell(response, failure, 'out of order')
    if (!/^\+[1-9]\d{5,14}$/.test(message.to) || refused.has(message.to)) return tell(response, 400, 'Invalid "to"')
    messages.push(message)
    if (mood.isHanging || hanging.has(message.to)) return
    if (mood.lieWith === 'cut') return request.socket.destroy()
    if (mood.lieWith) return tell(response, mood.lieWith, 'something went wrong')
    const { id, to, from, text } = message
    if (isTwilio) return tell(response, 201, JSON.stringify({ sid: id, status: 'queued', body: text, to, from }))
    tell(
      response,
      200,
      JSON.stringify({ status: 'created', direction: 'outgoing', from, created: new Date().toISOString(), parts: 1, to, cost: 3500, message: text, id }),
    )
  })
  const at = await listen(port)

  function listen(wanted: number): Promise<number> {
    return new Promise((ready, refuse) => {
      server.once('error', refuse)
      server.listen(wanted, '127.0.0.1', () => {
        const address = server.address()
        ready(typeof address === 'object' && address ? address.port : wanted)
      })
    })
  }

  const goDown = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })

  return {
    url: `http://127.0.0.1:${at}`,
    user,
    password,
    /** oldest first */
    messages,
    mood,
    /** says 400 to this number */
    refuse: (number: string) => refused.add(number),
    /** answers with this status when it is given something for this number, until it is null */
    failFor(number: string, status: number | null) {
      if (status) failing.set(number, status)
      else failing.delete(number)
    },
    /** takes what comes for this number, and never answers */
    hangFor(number: string) {
      hanging.add(number)
      setTimeout(() => hanging.delete(number), 60_000).unref() // numbers come round again
    },
    goDown,
    goUp: () => listen(at),
    /** tells the portal what became of a message, as 46elks does; returns the answer's status */
    async sendReceipt(message: ReceivedSms, status: 'delivered' | 'failed', address = message.receiptUrl) {
      if (!address) throw new Error('This message asked for no receipt.')
      const fields = { id: message.id, status, ...(status === 'delivered' ? { delivered: new Date().toISOString() } : {}) }
      return (await fetch(address, { method: 'POST', body: new URLSearchParams(fields) })).status
    },
    stop: goDown,
  }
}

function tell(response: ServerResponse, status: number, body: string) {
  response.writeHead(status, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/plain' }).end(body)
}
