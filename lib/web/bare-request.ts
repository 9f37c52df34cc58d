import type { IncomingMessage } from 'node:http'

/** The cookies of a request that is answered before Next.js. */
export function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split(/=(.*)/s))
  return new Map(pairs.filter(([name]) => name).map(([name = '', value = '']) => [name, value]))
}
