import { IncomingMessage, type ServerResponse } from 'node:http'
import { plainPage } from './plain-page'

/** Bytes of a form; uploads have routes of their own with limits of their own. */
const formLimit = 256 * 1024

/**
 * Refuses a body over the limit with 413, by its declared length or, where none is declared, while it streams. False
 * when it was refused already.
 */
export function limitBody(request: IncomingMessage, response: ServerResponse, limit = formLimit): boolean {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    refuse(request, response)
    return false
  }
  let received = 0
  const push = IncomingMessage.prototype.push
  request.push = (chunk, encoding) => {
    const wasWithin = received <= limit
    received += chunk?.length ?? 0
    if (received <= limit) return push.call(request, chunk, encoding)
    if (wasWithin) {
      if (!response.headersSent) refuse(request, response)
      push.call(request, null) // for Next.js the body ends here
    }
    return true // the rest is read and forgotten
  }
  return true
}

/** How long the rest of a refused body is read, so that its sender gets to read the answer; milliseconds. */
const patience = 10_000

function refuse(request: IncomingMessage, response: ServerResponse) {
  response.writeHead(413, { 'Content-Type': 'text/html; charset=utf-8' })
  response.end(plainPage('tooLarge'))
  request.resume()
  const giveUp = setTimeout(() => request.destroy(), patience)
  giveUp.unref()
  request.once('close', () => clearTimeout(giveUp))
}
