import { IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type CookieJar, cookieLine } from './cookie-jar'
import type { Head } from './read-visit'

// Requests that are answered before Next.js.

export function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split(/=(.*)/s))
  return new Map(pairs.filter(([name]) => name).map(([name = '', value = '']) => [name, value]))
}

/** As pages read and write them: what was written last counts, once. */
export function bareJar(request: IncomingMessage, response: ServerResponse): CookieJar {
  const found = cookiesOf(request)
  const lines = new Map<string, string>()
  return {
    read: (name) => found.get(name) ?? null,
    write(name, value, life) {
      found.set(name, value)
      lines.set(name, cookieLine(name, value, life))
      response.setHeader('Set-Cookie', [...lines.values()])
    },
  }
}

export const headOf = ({ headers }: IncomingMessage): Head => ({ get: (name) => (headers[name] === undefined ? null : String(headers[name])) })

/** The form of a request, read once, and the request again as if nobody had read it. Null for what is no form. */
export async function readForm(request: IncomingMessage): Promise<{ form: FormData | null; again: IncomingMessage }> {
  const body = await buffer(request)
  const again = new IncomingMessage(request.socket)
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request
  Object.assign(again, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, complete: true })
  again.push(body)
  again.push(null)
  const form = new Response(body, { headers: { 'Content-Type': headers['content-type'] ?? '' } }).formData()
  return { form: await form.catch(() => null), again }
}
