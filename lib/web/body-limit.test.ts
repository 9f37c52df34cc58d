import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyLimitAt, limitBody } from './body-limit'

let server: Server
/** Bytes that came through to the page. */
let read = 0

beforeAll(async () => {
  server = createServer((incoming, response) => {
    if (!limitBody(incoming, response, bodyLimitAt(String(incoming.url)))) return
    incoming.on('data', (chunk: Buffer) => {
      read += chunk.length
    })
    incoming.once('end', () => {
      if (!response.headersSent) response.end('done')
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

/** A sender who is slow: `go` sends so many bytes more, or ends. */
function send(path: string) {
  const outgoing = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path, method: 'POST', agent: false })
  const status = new Promise<number | undefined>((done, refuse) => {
    outgoing.once('response', (answer: IncomingMessage) => {
      answer.resume()
      done(answer.statusCode)
    })
    outgoing.once('error', refuse)
  })
  const more = (bytes: number) => new Promise<void>((sent) => outgoing.write(Buffer.alloc(bytes), () => sent()))
  return { status, more, end: () => outgoing.end() }
}
const half = 512 * 1024

test('a message takes its files, a form elsewhere none', async () => {
  const [contact, form] = [send('/contact'), send('/my-details')]
  await Promise.all([contact.more(half), form.more(half)])
  for (const { end } of [contact, form]) end()
  expect([await contact.status, await form.status]).toEqual([200, 413])
})

test('of many large messages at once a few are read, the others are asked to come again, and small ones go on', async () => {
  const before = read
  const slow = Array.from({ length: 4 }, () => send('/contact'))
  await Promise.all(slow.map(({ more }) => more(half)))
  await expect.poll(() => read, { timeout: 30_000 }).toBe(before + 4 * half)
  const next = send('/contact')
  await next.more(half)
  next.end()
  expect(await next.status).toBe(503)
  const small = send('/contact')
  await small.more(1_000)
  small.end()
  expect(await small.status).toBe(200)
  for (const { end } of slow) end()
  expect(await Promise.all(slow.map(({ status }) => status))).toEqual([200, 200, 200, 200])
  const later = send('/contact')
  await later.more(half)
  later.end()
  expect(await later.status).toBe(200)
})
