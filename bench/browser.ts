import { Agent, type IncomingMessage, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const boundary = 'porten-bench-4f1c'

export type Answer = { status: number; headers: IncomingMessage['headers']; body: string }

/** As much of a browser as signing in needs: cookies, forms, one address per person. */
export class Browser {
  private readonly cookies = new Map<string, string>()

  constructor(
    private readonly url: string,
    private readonly address: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  /** The fields of the page's form with what is typed into it, ready to be sent by `post`. */
  async fill(path: string, typed: Record<string, string>): Promise<Buffer> {
    const { status, body } = await this.get(path)
    if (status !== 200) throw new Error(`${path} answered ${status}`)
    return filled(body, typed)
  }

  /** `accept` as the page's script sends it, where it does. */
  post(path: string, form: Buffer, accept?: string): Promise<Answer> {
    return this.send('POST', path, form, accept)
  }

  private async send(method: string, path: string, body?: Buffer, accept = 'text/html'): Promise<Answer> {
    const headers: Record<string, string | number> = {
      'X-Forwarded-For': this.address,
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'Accept-Language': 'fi, nb;q=0.9',
      Accept: accept,
    }
    if (this.cookies.size > 0) headers.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (body) Object.assign(headers, { Origin: this.url, 'Content-Type': `multipart/form-data; boundary=${boundary}`, 'Content-Length': body.length })
    const answer = await exchange(this.url + path, method, headers, body)
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = line.match(/^([^=]+)=([^;]*)/) ?? []
      if (value) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
    return answer
  }
}

/** What a page's own script sends, from an address of its own for each `from`. */
export function sendJson(url: string, value: unknown, from: number, headers: Record<string, string> = {}): Promise<Answer> {
  const body = Buffer.from(JSON.stringify(value))
  const own = { 'X-Forwarded-For': addressOf(from), 'Content-Type': 'application/json', 'Content-Length': body.length }
  return exchange(url, 'POST', { ...own, ...headers }, body)
}

function exchange(url: string, method: string, headers: Record<string, string | number>, body?: Buffer): Promise<Answer> {
  return new Promise((answer, refuse) => {
    const sent = request(url, { method, headers, agent }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece) => pieces.push(piece))
      response.on('end', () => answer({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces).toString('utf8') }))
      response.on('error', refuse)
    })
    sent.on('error', refuse)
    sent.end(body)
  })
}

/** A page's first form with its hidden fields, as a browser sends it. */
export function filled(page: string, typed: Record<string, string>): Buffer {
  const form = page.match(/<form[\s\S]*?<\/form>/)?.[0] ?? ''
  const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')] as const)
  if (!hidden.some(([name]) => name.startsWith('$ACTION'))) throw new Error('the page has no form of a server action')
  const parts = [...hidden, ...Object.entries(typed)].map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return Buffer.from(`${parts.join('')}--${boundary}--\r\n`)
}

function attribute(tag: string, name: string): string {
  const text = tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? ''
  return text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** An address of its own for every number. */
export const addressOf = (index: number) => `100.${64 + ((index >> 16) & 63)}.${(index >> 8) & 255}.${index & 255}`
