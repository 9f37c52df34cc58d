import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { canonical, utf8 } from '@/lib/ballots/bytes'
import { isWithdrawnByCard } from '@/lib/ballots/cast-ballot'
import { checkNatively } from '@/lib/ballots/native-tools'
import { ballotSchema, manifestSchema, openedSchema, withdrawalSchema } from '@/lib/ballots/schema'
import { log } from '@/lib/core/log'
import { isSame } from '@/lib/core/seal'
import { pictureReader } from '@/lib/papers/picture-reader'
import { portalWord, receiptKeys } from './keys'
import { readBody } from './read-body'
import { leastInBatch, sealBatch } from './seal-batch'
import { servePapers } from './serve-papers'
import {
  type BoxDb,
  callOff,
  closeBoxDb,
  copyRule,
  electionsWaiting,
  findManifest,
  insertResult,
  insertVoid,
  isCalledOff,
  openBoxDb,
  readBatch,
  readBoard,
  readResult,
} from './store'
import { takeBallot } from './take-ballot'

// The box as a server: ballots in, the board out. It knows no session, sets no cookie, keeps no log of who asks.

const idSchema = z.uuid()
const resultSchema = z.object({ opened: z.array(openedSchema), undecipherable: z.int().min(0) })

/** A ballot on paper is 128 kB before it becomes text; a result of 100,000 ballots comes from the portal alone. */
const mostOfBallot = 250_000
const mostOfPortal = 200_000_000
/** A picture takes a second to read, and a ballot a millisecond: it counts as so many. */
const weightOfPicture = 20
const quarterOfHour = 15 * 60_000

type Options = {
  url: string
  port: number
  host?: string
  /** whom a request comes from, to bound the rate; nothing else is made of it */
  addressOf?: (request: IncomingMessage) => string
  /** ballots from one address: an office of voters lies far below. Counted in memory, and thrown away each minute. */
  mostInMinute?: number
}

export type RunningBox = { port: number; stop: () => Promise<void> }

/** Starts the box on the database at `url`. */
export async function serveBox({
  url,
  port,
  host,
  mostInMinute = 1_200,
  addressOf = (request) => request.socket.remoteAddress ?? '',
}: Options): Promise<RunningBox> {
  const db = openBoxDb(url)
  const asked = new Map<string, number>()
  const forget = setInterval(() => asked.clear(), 60_000)
  const word = utf8(portalWord())
  const reader = pictureReader()
  const answerPaper = servePapers(db, reader)

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      // Only what kind of error it was: its text may hold what was sent.
      log().error({ error: error?.code ?? error?.name }, 'the box could not answer')
      if (response.headersSent) response.destroy()
      else send(response, 503, { outcome: 'unavailable' })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'no-referrer')
    response.setHeader('Cache-Control', 'no-store')
    const [path = '', search = ''] = (request.url ?? '').split('?')
    const [, first, second, third, ...more] = path.split('/')
    if (request.method === 'GET' && first === 'health' && !second) return send(response, 200, { is: 'the ballot box' })
    if (first === 'paper' && !third) {
      const isTooOften = countRequest(request, request.method === 'POST' ? weightOfPicture : 1)
      return answerPaper(request, response, { path: second ?? '', search: new URLSearchParams(search), isTooOften })
    }
    if (first === 'portal' && third && more.length <= 1) return answerPortal(request, response, third, more[0] ?? '', second)
    if (first !== 'e' || more.length > 0 || !idSchema.safeParse(second).success || !second || !third) return send(response, 404, { outcome: 'unknown' })
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST')
      response.setHeader('Access-Control-Allow-Headers', 'content-type')
      response.setHeader('Access-Control-Max-Age', '86400')
      return response.writeHead(204).end()
    }
    if (request.method === 'GET') return answerReader(response, second, third)
    if (request.method !== 'POST' || third !== 'ballot') return send(response, 405, { outcome: 'unknown' })
    if (countRequest(request, 1)) {
      response.setHeader('Retry-After', '60')
      return send(response, 429, { outcome: 'busy' })
    }
    const ballot = ballotSchema.safeParse(await readJson(request, mostOfBallot))
    if (!ballot.success) return send(response, 400, { outcome: 'forged' })
    const taken = await takeBallot(db, second, ballot.data).catch((error) => {
      if (error instanceof Error && /base64url/.test(error.message)) return { outcome: 'forged' as const }
      throw error
    })
    return send(response, taken.outcome === 'taken' || taken.outcome === 'same' ? 200 : taken.outcome === 'unknown' ? 404 : 409, taken)
  }

  /** Whether its address has asked for more than it may in this minute. */
  function countRequest(request: IncomingMessage, weight: number): boolean {
    const address = addressOf(request)
    const times = (asked.get(address) ?? 0) + weight
    asked.set(address, times)
    return times > mostInMinute
  }

  async function answerReader(response: ServerResponse, election: string, file: string) {
    const manifest = await findManifest(db, election)
    if (!manifest) return send(response, 404, { outcome: 'unknown' })
    const batch = file.match(/^batch-(\d{1,6})\.json$/)?.[1]
    if (file === 'manifest.json') return send(response, 200, manifest)
    // Nothing of it is ever counted: nobody needs its ballots, and with officers' keys two of them could still open those.
    if (await isCalledOff(db, election)) return send(response, 410, { outcome: 'off' })
    if (file === 'heads.json') return send(response, 200, (await readBoard(db, election)).heads)
    if (file === 'void.json') return send(response, 200, (await readBoard(db, election)).voids)
    if (file === 'result.json') {
      const result = await readResult(db, election)
      return send(response, result ? 200 : 404, result ?? { outcome: 'unknown' })
    }
    const { heads } = await readBoard(db, election)
    if (batch === undefined || !heads[Number(batch)]) return send(response, 404, { outcome: 'unknown' })
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
    response.writeHead(200, { 'Content-Type': 'application/json' })
    let separator = '['
    for await (const page of readBatch(db, election, Number(batch)))
      for (const ballot of page) {
        if (!response.write(`${separator}${canonical(ballot)}`)) await once(response, 'drain')
        separator = ','
      }
    response.end(separator === '[' ? '[]' : ']')
  }

  /** What the portal alone may ask: a key for a new election, the rule at the freeze, the end, that it was called off, a withdrawn card, the result. */
  async function answerPortal(request: IncomingMessage, response: ServerResponse, election: string, verb: string, kind?: string) {
    const given = utf8(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
    if (!isSame(given, word) || kind !== 'e' || !idSchema.safeParse(election).success || request.method !== 'POST')
      return send(response, 404, { outcome: 'unknown' })
    const body = await readJson(request, mostOfPortal)
    if (verb === 'key') return send(response, 200, { receiptKey: receiptKeys(election).receiptKey })
    if (verb === 'open') {
      const manifest = manifestSchema.parse(body)
      if (manifest.election !== election || manifest.receiptKey !== receiptKeys(election).receiptKey) return send(response, 409, { outcome: 'other' })
      const isKept = await copyRule(db, manifest, canonical(manifest))
      return send(response, isKept ? 200 : 409, { outcome: isKept ? 'open' : 'other' })
    }
    if (verb === 'close') {
      const head = await sealBatch(db, election, { isLast: true })
      return send(response, head ? 200 : 409, head ? { head } : { outcome: 'early' })
    }
    if (verb === 'off') {
      const isOff = await callOff(db, election)
      return send(response, isOff ? 200 : 404, { outcome: isOff ? 'off' : 'unknown' })
    }
    if (verb === 'void') {
      const { ticket, ...withdrawn } = withdrawalSchema.parse(body)
      const outcome = isWithdrawnByCard(election, withdrawn, checkNatively) ? await insertVoid(db, election, withdrawn, ticket) : 'forged'
      return send(response, outcome === 'void' ? 200 : 409, { outcome })
    }
    if (verb === 'result') {
      const { opened, undecipherable } = resultSchema.parse(body)
      const isKept = await insertResult(db, election, opened, undecipherable)
      return send(response, isKept ? 200 : 409, { outcome: isKept ? 'kept' : 'other' })
    }
    return send(response, 404, { outcome: 'unknown' })
  }

  // At the quarters of the clock, so that no time need be kept; two boxes at once find an empty inbox the second time.
  let timer: NodeJS.Timeout
  let isStopped = false
  const plan = (now: number) => {
    if (isStopped) return
    timer = setTimeout(
      async () => {
        await sealWaiting(db).catch((error) => log().error({ error: error?.code ?? error?.name }, 'a batch could not be sealed'))
        plan(performance.timeOrigin + performance.now())
      },
      quarterOfHour - (now % quarterOfHour) + 50,
    )
  }
  plan(performance.timeOrigin + performance.now())

  // A photograph over a slow line takes its time.
  server.requestTimeout = 180_000
  server.headersTimeout = 30_000
  await new Promise<void>((listening, refuse) => server.once('error', refuse).listen(port, host, listening))
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      clearInterval(forget)
      reader.stop()
      const closed = new Promise((done) => server.close(done))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 5_000).unref()
      await closed
      await closeBoxDb(db)
    },
  }
}

async function sealWaiting(db: BoxDb) {
  for (const election of await electionsWaiting(db, leastInBatch)) await sealBatch(db, election, { isLast: false })
}

/** Null for what is no JSON, or too much of it. */
async function readJson(request: IncomingMessage, most: number): Promise<unknown> {
  const body = await readBody(request, most)
  try {
    return body && JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
}
