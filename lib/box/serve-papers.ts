import type { IncomingMessage, ServerResponse } from 'node:http'
import { fromCrockford } from '@/lib/ballots/bytes'
import { type PictureReader, ReaderBusy } from '@/lib/papers/picture-reader'
import { mostBytes, mostFiles } from '@/lib/papers/rules'
import type { Language } from '@/lib/words/language'
import { checkPage, languageOf, pagePolicy, sendPage, takenPage } from './paper-pages'
import { readBody } from './read-body'
import { type BoxDb, findByHash } from './store'
import { type TakenPaper, takePaper } from './take-paper'

type Asked = { path: string; search: URLSearchParams; isTooOften: boolean }

/** So many files are taken in at once: each may be as large as it may. */
const mostAtOnce = 24

/** Pictures of paper ballots, at /paper: for people a form, for the portal's worker the file itself, answered as JSON. */
export function servePapers(db: BoxDb, reader: PictureReader) {
  let taking = 0

  async function take(files: readonly Uint8Array[]): Promise<TakenPaper[]> {
    const taken: TakenPaper[] = []
    for (const bytes of files)
      try {
        for (const reading of await reader.read(bytes)) taken.push(await takePaper(db, reading))
      } catch (error) {
        if (!(error instanceof ReaderBusy)) throw error
        taken.push({ problem: 'busy', language: null })
      }
    return taken
  }

  async function takeIn(request: IncomingMessage): Promise<{ taken: TakenPaper[] }> {
    const problem = (problem: 'busy' | 'large' | 'none') => ({ taken: [{ problem, language: null }] })
    if (taking >= mostAtOnce) return problem('busy')
    taking++
    try {
      const body = await readBody(request, mostBytes)
      if (!body) return problem('large')
      const files = isForm(request) ? await filesOf(request, body) : [body]
      return files.length === 0 ? problem('none') : { taken: await take(files.slice(0, mostFiles)) }
    } finally {
      taking--
    }
  }

  return async (request: IncomingMessage, response: ServerResponse, { path, search, isTooOften }: Asked): Promise<void> => {
    const language = languageOf(search.get('lang'), request.headers['accept-language'] ?? '')
    const sendHtml = (status: number, html: string) => {
      response.setHeader('Content-Security-Policy', pagePolicy)
      response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Language': language }).end(html)
    }
    if (request.method === 'GET' && path === 'check' && isTooOften) return sendHtml(429, checkPage(language, null))
    if (request.method === 'GET' && path === 'check') return sendHtml(200, await checkedPage(db, language, search.get('code')))
    if (request.method === 'GET' && path === '') return sendHtml(200, sendPage(language))
    if (request.method !== 'POST' || path !== '') return sendHtml(404, sendPage(language))
    const { taken } = isTooOften ? { taken: [{ problem: 'busy' as const, language: null }] } : await takeIn(request)
    if (isTooOften) response.setHeader('Retry-After', '60')
    const status = isTooOften ? 429 : taken.every((one) => !('problem' in one)) ? 200 : 422
    if (isForm(request)) return sendHtml(status, takenPage(language, taken))
    const told = taken.map((one) => ('problem' in one ? one : { code: one.code, language: one.language, title: one.manifest.title, receipt: one.receipt }))
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(told))
  }
}

const isForm = (request: IncomingMessage) => /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')

async function filesOf(request: IncomingMessage, body: Buffer<ArrayBuffer>): Promise<Uint8Array[]> {
  const form = await new Response(body, { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData().catch(() => null)
  const files = [...(form?.getAll('picture') ?? [])].filter((file) => typeof file !== 'string' && file.size > 0)
  return Promise.all(files.map(async (file) => new Uint8Array(await (file as File).arrayBuffer())))
}

async function checkedPage(db: BoxDb, language: Language, typed: string | null): Promise<string> {
  if (typed === null) return checkPage(language, null)
  const code = fromCrockford(typed)
  return checkPage(language, code?.length === 10 ? ((await findByHash(db, code)) ?? 'nowhere') : 'noCode')
}
