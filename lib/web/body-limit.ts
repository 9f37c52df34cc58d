import { IncomingMessage, type ServerResponse } from 'node:http'
import { urn } from '@/lib/scim/schema'
import { speak } from '@/lib/words/speak'
import { plainPage } from './plain-page'

/** Bytes of a form; uploads have routes of their own with limits of their own. */
const formLimit = 256 * 1024
/** Bytes of one change by SCIM: some 30,000 members of a group. */
const provisioningLimit = 2 * 1024 * 1024

const page = { type: 'text/html; charset=utf-8', text: () => plainPage('tooLarge') }
const scimError = {
  type: 'application/scim+json; charset=utf-8',
  text: () => JSON.stringify({ schemas: [urn.error], status: '413', detail: speak('en')('scim.tooLarge') }),
}

/** Bytes of a register file: of a million people it is some 150 MB, twice that with hashes. */
const registerLimit = 512 * 1024 * 1024

/** Bytes of a picture or file: more than is taken, so that the page itself says what is too large. */
const uploadLimit = 64 * 1024 * 1024

/** Bytes of opened ballots: of a million voters with two questions. */
const openedLimit = 128 * 1024 * 1024

/** Bytes of a message with its three files, and a little more, so that the page itself says which is too large. */
const contactLimit = 36 * 1024 * 1024
/** Messages with files that this process reads at once, as strangers may send them and Next.js holds each in memory whole. */
const mostWithFiles = 4
let withFiles = 0
const busy = { status: 503, type: 'text/html; charset=utf-8', text: () => plainPage('unavailable') }

type Told = { status?: number; type: string; text: () => string }
type BodyLimit = { limit: number; told: Told; isHeldWhole?: boolean }

/** What a body may be at a path of an organisation, and how a larger one is told so. */
export function bodyLimitAt(path: string): BodyLimit {
  if (path.startsWith('/scim/v2/')) return { limit: provisioningLimit, told: scimError }
  if (/^\/admin\/content\/[^/]+\/file$/.test(path)) return { limit: uploadLimit, told: page }
  if (/^\/contact(\/cases\/\d+)?$/.test(path)) return { limit: contactLimit, told: page, isHeldWhole: true }
  if (/^\/admin\/votes\/[^/]+\/opened$/.test(path)) return { limit: openedLimit, told: page }
  return { limit: path === '/admin/import/file' ? registerLimit : formLimit, told: page }
}

/**
 * Refuses a body over the limit with 413, by its declared length or, where none is declared, while it streams. False
 * when it was refused already.
 */
export function limitBody(request: IncomingMessage, response: ServerResponse, { limit, told, isHeldWhole } = bodyLimitAt('/')): boolean {
  const isDeclaredTooLarge = Number(request.headers['content-length'] ?? 0) > limit
  let received = 0
  let isRefused = isDeclaredTooLarge
  let sentWhole = isDeclaredTooLarge ? refuse(request, response, told) : () => {}
  let hasPlace = !isHeldWhole
  request.push = (chunk, encoding) => {
    received += chunk?.length ?? 0
    if (!hasPlace && !isRefused && received > formLimit) hasPlace = takePlace(response)
    if (!isRefused && received <= limit && (hasPlace || received <= formLimit)) return IncomingMessage.prototype.push.call(request, chunk, encoding)
    if (!isRefused) {
      isRefused = true
      if (!response.headersSent) sentWhole = refuse(request, response, received > limit ? told : busy)
      IncomingMessage.prototype.push.call(request, null) // for Next.js the body ends here
    }
    if (chunk === null) sentWhole()
    return true // the rest is read and forgotten
  }
  return !isDeclaredTooLarge
}

/** A place among the bodies that are held whole, until the request is answered; false where all are taken. */
function takePlace(response: ServerResponse): boolean {
  if (withFiles >= mostWithFiles) return false
  withFiles++
  response.once('close', () => withFiles--)
  return true
}

/** How long the rest of a refused body is read, so that its sender gets to read the answer; milliseconds. */
const patience = 10_000

/** Returns what is to be called when the sender has sent everything. */
function refuse(request: IncomingMessage, response: ServerResponse, told: Told): () => void {
  // After `Connection: close` Node.js shuts the socket behind the answer: while somebody still sends into it, that would
  // take the answer away unread.
  const { socket } = request
  let isAnswered = false
  let isSentWhole = false
  const close = socket.destroySoon.bind(socket)
  const closeWhenDone = () => {
    if (isAnswered && isSentWhole) close()
  }
  socket.destroySoon = () => {
    isAnswered = true
    closeWhenDone()
  }
  response.writeHead(told.status ?? 413, { 'Content-Type': told.type })
  response.end(told.text())
  request.resume()
  const giveUp = setTimeout(() => request.destroy(), patience)
  giveUp.unref()
  request.once('close', () => clearTimeout(giveUp))
  return () => {
    isSentWhole = true
    closeWhenDone()
  }
}
