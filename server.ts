import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import next from 'next'
import { closeDb, type Deps, openDb } from '@/lib/core/db'
import { checkEnvironment, type Environment, EnvironmentError } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { metrics } from '@/lib/core/metrics'
import { startPortalWorker } from '@/lib/jobs/portal-worker'
import { findOrganisation, findSlugOfHost } from '@/lib/organisations/find-organisation'
import { bodyLimitAt, limitBody } from '@/lib/web/body-limit'
import { answerCard, isCardWish } from '@/lib/web/card-desk'
import { clientAddress, isInRanges } from '@/lib/web/client-address'
import { doorPages, viewOfDoor } from '@/lib/web/door-pages'
import { answerOpenid, isOpenidPath } from '@/lib/web/openid'
import { forgetHiddenOrigin } from '@/lib/web/origin'
import { placeRequest } from '@/lib/web/place-request'
import { plainPage } from '@/lib/web/plain-page'
import { contentSecurityPolicy, filePolicy, isFileAddress, securityHeaders } from '@/lib/web/security-headers'
import { answerSignIn, signInStep } from '@/lib/web/sign-in-desk'
import { stamp } from '@/lib/web/stamps'

// Next.js loses the socket's address and keeps a client's own forwarded headers: this small server in front of it
// says what is true of a request, and gives every answer its security headers.

const root = fileURLToPath(new URL('.', import.meta.url))

/** Starts the portal; `stop` ends requests in flight in order and leaves nothing running. */
export async function serve(): Promise<{ port: number; stop: () => Promise<void> }> {
  const env = checkEnvironment(['serve'])
  const isDevelopment = env.NODE_ENV === 'development'
  const deps: Deps = { db: openDb(env.DATABASE_URL, 10), now: () => new Date() }
  const app = next({ dev: isDevelopment, dir: root, hostname: 'localhost', port: env.PORT })
  await app.prepare()
  const answer = app.getRequestHandler()
  const answerAtDoor = doorPages(answer)

  const server = createServer((request, response) => {
    receive(request, response).catch((error) => {
      if (error === request.errored) return // whoever asked has gone in the middle of it
      log().error({ error: error.message }, 'a request could not be answered')
      if (!response.headersSent) response.writeHead(503, { 'Retry-After': '5', 'Content-Type': 'text/plain; charset=utf-8' })
      response.end()
    })
  })

  async function receive(request: IncomingMessage, response: ServerResponse) {
    const stop = metrics().requests.startTimer()
    response.once('finish', () => stop({ method: request.method ?? '', status: String(response.statusCode) }))
    const host = stampRequest(request, env)
    forgetHiddenOrigin(request.headers)
    const place = await locate(deps, request.url ?? '/', host)
    if (!place) return unavailable(response)
    request.url = place.url
    const nonce = randomBytes(18).toString('base64')
    const policy = contentSecurityPolicy(nonce, isDevelopment, /^\/(admin\/)?votes\b/.test(place.path) ? env.BALLOT_BOX_URL : undefined)
    Object.assign(request.headers, {
      [stamp.organisation]: place.slug,
      [stamp.base]: place.base,
      [stamp.path]: place.path,
      [stamp.nonce]: nonce,
      'content-security-policy': policy, // Next.js takes the nonce for its own scripts from here
    })
    const { organisation } = place
    const headers = securityHeaders(organisation?.settings.hstsIncludesSubdomains ?? true, place.path)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.setHeader('Content-Security-Policy', isFileAddress(place.path) ? filePolicy : policy)
    if (!limitBody(request, response, bodyLimitAt(place.path))) return
    if (organisation && isOpenidPath(place.path)) return answerOpenid({ deps, organisation, place, request, response, nonce })
    if (organisation && isCardWish(request.method, place.path)) return answerCard({ deps, organisation, request, response }, place.path)
    const step = organisation && signInStep(request, place.path, organisation)
    if (organisation && step) return answerSignIn({ deps, organisation, request, response }, step, (again) => answer(again, response))
    const view = organisation && !isDevelopment ? viewOfDoor(request, place, organisation, env.PORTEN_DEMO) : null
    await (view ? answerAtDoor(view, request, response, nonce) : answer(request, response))
  }

  const worker = env.PORTEN_WORKER ? await startPortalWorker(deps, env) : null
  await new Promise<void>((listening, refuse) => server.once('error', refuse).listen(env.PORT, env.HOST, listening)).catch((error) => {
    throw error.code === 'EADDRINUSE' ? new EnvironmentError([`PORT: ${env.PORT} is taken by another program`]) : error
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : env.PORT

  return {
    port,
    async stop() {
      const closed = new Promise((done) => server.close(done))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 5_000).unref()
      await worker?.stop()
      await closed
      await closeDb(deps.db)
    },
  }
}

/** Leaves only what is true in the request's headers, and returns the host that it was opened at. */
function stampRequest(request: IncomingMessage, env: Environment): string {
  const { headers } = request
  const peer = request.socket.remoteAddress ?? ''
  const isFromProxy = isInRanges(peer, env.TRUSTED_PROXIES)
  const address = clientAddress(peer, String(headers['x-forwarded-for'] ?? ''), env.TRUSTED_PROXIES)
  const host = String((isFromProxy && headers['x-forwarded-host']) || headers.host || new URL(env.BASE_URL).host)
  for (const name of Object.keys(headers)) if (/^(x-porten-|forwarded$|x-forwarded-|x-real-ip$|x-middleware-|x-nextjs-)/.test(name)) delete headers[name]
  headers.host = host
  headers['x-forwarded-for'] = address
  headers['x-forwarded-host'] = host
  headers['x-forwarded-proto'] = new URL(env.BASE_URL).protocol.replace(':', '')
  headers[stamp.address] = address
  headers[stamp.host] = host
  return host
}

/** Null when an organisation's page is asked for while the database is away: nobody is let in, and told so. */
async function locate(deps: Deps, url: string, host: string) {
  const bare = placeRequest(url, null)
  if (url.startsWith('/_next/') || url.startsWith('/health/')) return { ...bare, organisation: null }
  try {
    const place = placeRequest(url, await findSlugOfHost(deps, host.replace(/:\d+$/, '')))
    const organisation = place.slug ? await findOrganisation(deps, place.slug) : null
    return { ...place, organisation }
  } catch (error) {
    log().error({ error: error instanceof Error ? error.message : String(error) }, 'the organisations could not be read')
    return null
  }
}

function unavailable(response: ServerResponse) {
  for (const [name, value] of Object.entries(securityHeaders(true))) response.setHeader(name, value)
  response.writeHead(503, {
    'Content-Type': 'text/html; charset=utf-8',
    'Retry-After': '10',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  })
  response.end(plainPage('unavailable'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { port, stop } = await serve()
    log().info({ port }, 'the portal is open')
    let isStopping = false
    const end = () => {
      if (isStopping) return
      isStopping = true
      stop().then(() => process.exit(0))
    }
    process.once('SIGINT', end).once('SIGTERM', end)
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
