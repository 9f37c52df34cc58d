import { request as ask, createServer } from 'node:http'

/**
 * The proxy in front of several servers of one portal: hands each request to the next of them, so that no two requests
 * of a journey meet the same process. It says who asked and at which host, as a proxy must.
 */
export async function startRoundRobin(port: number, ports: number[]) {
  let turn = 0
  const server = createServer((request, response) => {
    const { headers, method, url, socket } = request
    const forwardedFor = [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', ')
    const forwarded = { 'x-forwarded-for': forwardedFor, 'x-forwarded-host': headers.host, 'x-forwarded-proto': 'http' }
    const next = ask({ host: '127.0.0.1', port: ports[turn++ % ports.length], method, path: url, headers: { ...headers, ...forwarded, connection: 'close' } })
    next.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    next.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
    request.pipe(next)
  })
  await new Promise<void>((ready, refuse) => server.once('error', refuse).listen(port, ready))
  return {
    stop: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
