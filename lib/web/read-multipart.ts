import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import busboy from 'busboy'

type How = {
  /** the name with its folders, as it was sent */
  isWholeName?: boolean
  onField?: (name: string, value: string) => void
}

/** The file of a form as it comes in; `use` reads it to its end. Null when the form has no file, throws when it broke off. */
export function readMultipart<Value>(
  request: Request,
  use: (fileName: string, file: AsyncIterable<Uint8Array>) => Promise<Value>,
  { isWholeName = false, onField }: How = {},
): Promise<Value | null> {
  const body = request.body
  const type = request.headers.get('content-type') ?? ''
  if (!body || !/^multipart\/form-data\b/i.test(type)) return Promise.resolve(null)
  return new Promise((done, refuse) => {
    const source = Readable.fromWeb(body as unknown as NodeStream<Uint8Array>)
    const limits = { files: 1, fields: 20, fieldSize: 10_000 }
    const form = busboy({ headers: { 'content-type': type }, defParamCharset: 'utf8', preservePath: isWholeName, limits })
    let work: Promise<Value> | null = null
    if (onField) form.on('field', onField)
    form.on('file', (_name, file, { filename }) => {
      if (!filename) return file.resume()
      work = use(filename, file)
      work.catch((error) => {
        source.destroy()
        refuse(error)
      })
      return file
    })
    const fail = (error: unknown) => {
      form.destroy()
      refuse(error)
    }
    form.on('error', fail)
    form.on('close', () => (work ? work.then(done, refuse) : done(null)))
    source.on('error', fail)
    source.pipe(form)
  })
}
