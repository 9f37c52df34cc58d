import { request as ask } from 'node:http'

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; setCookies: string[]; location: string | null; body: string }
type Question = { headers?: Record<string, string>; body?: string | Buffer | FormData; method?: string }

/**
 * A browser without screen or script, for what a real one would never send. Keeps cookies, follows nothing. `from` is what
 * a proxy says of the client's address; `peer` is the address of the connection itself.
 */
export function plainBrowser(base: string, { from, peer, headers: always = {} }: { from?: string; peer?: string; headers?: Record<string, string> } = {}) {
  const { host, port } = new URL(base)
  const jar = new Map<string, string>()

  async function send(path: string, { method = 'GET', headers = {}, body }: Question = {}): Promise<Answer> {
    const form = body instanceof FormData ? new Response(body) : null
    const bytes = form ? Buffer.from(await form.arrayBuffer()) : body instanceof FormData ? undefined : body
    const sent: Record<string, string> = {
      host,
      accept: 'text/html',
      connection: 'close',
      ...(from ? { 'x-forwarded-for': from } : {}),
      ...(jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      ...(form ? { 'content-type': form.headers.get('content-type') ?? '' } : {}),
      ...(method === 'GET' ? {} : { origin: `http://${host}` }),
      ...(bytes === undefined || headers['transfer-encoding'] ? {} : { 'content-length': String(Buffer.byteLength(bytes)) }),
      ...always,
      ...headers,
    }
    return new Promise((done, fail) => {
      const request = ask({ host: '127.0.0.1', port, path, method, headers: sent, localAddress: peer }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('error', fail)
        response.on('end', () => {
          const setCookies = response.headers['set-cookie'] ?? []
          for (const cookie of setCookies) keep(cookie)
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            setCookies,
            location: response.headers.location ?? null,
            body: Buffer.concat(chunks).toString('utf8'),
          })
        })
      })
      request.on('error', fail) // after an answer has come this changes nothing any more
      request.end(bytes)
    })
  }

  function keep(cookie: string) {
    const [, name = '', value = ''] = cookie.match(/^([^=]+)=([^;]*)/) ?? []
    if (value === '' || /max-age=0/i.test(cookie)) jar.delete(name)
    else jar.set(name, value)
  }

  return {
    jar,
    send,
    get: (path: string, headers?: Record<string, string>) => send(path, { headers }),
    /** Opens the page and sends its form as a browser without JavaScript does. */
    async submit(
      path: string,
      values: Record<string, string>,
      { formId = 'sign-in', headers }: { formId?: string; headers?: Record<string, string> } = {},
    ): Promise<Answer> {
      const page = await send(path)
      return send(path, { method: 'POST', headers, body: fill(formOf(page.body, formId), values) })
    },
    /** What the page's form holds already, hidden fields and all. */
    read: async (path: string, formId = 'sign-in') => formOf((await send(path)).body, formId),
    post: (path: string, fields: Record<string, string>, headers?: Record<string, string>) => send(path, { method: 'POST', headers, body: fill(fields, {}) }),
  }
}

function formOf(html: string, id: string): Record<string, string> {
  const form = html.match(new RegExp(`<form[^>]*\\bid="${id}"[\\s\\S]*?</form>`))?.[0]
  if (!form) throw new Error(`The page has no form "${id}": ${html.slice(0, 200)}`)
  const fields = [...form.matchAll(/<input\b([^>]*)>/g)].map(([, words = '']) => ({
    name: attribute(words, 'name'),
    value: attribute(words, 'value'),
    type: attribute(words, 'type'),
  }))
  return Object.fromEntries(fields.filter(({ name, type }) => name !== '' && type !== 'checkbox' && type !== 'radio').map(({ name, value }) => [name, value]))
}

const entities: Record<string, string> = { '&quot;': '"', '&#x27;': "'", '&amp;': '&', '&lt;': '<', '&gt;': '>' }
const attribute = (words: string, name: string) =>
  (words.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '').replace(/&(quot|#x27|amp|lt|gt);/g, (entity) => entities[entity] ?? entity)

function fill(fields: Record<string, string>, values: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...values })) form.set(name, value)
  return form
}
