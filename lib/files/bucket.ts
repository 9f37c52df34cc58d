import { setTimeout } from 'node:timers/promises'
import type { Deps } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { type Bucket, type BucketRequest, signRequest } from './sign-request'

/** Milliseconds before each try: what is sent twice is the same object. */
const waits = [0, 300, 2_000]
/** Milliseconds that a megabyte may take. */
const patience = 30_000

/** Where the operator keeps files; null where they lie in the database. */
export function configuredBucket(): Bucket | null {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: name, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey, S3_REGION } = environment()
  if (!endpoint || !name || !accessKey || !secretKey) return null
  const [, named] = /\bs3[.-]([a-z]{2}-[a-z-]+-\d)\.amazonaws\.com/.exec(endpoint) ?? []
  return { endpoint, name, accessKey, secretKey, region: S3_REGION ?? named ?? 'us-east-1' }
}

const folderOf = (organisationId: string, fileId: string) => `files/${organisationId}/${fileId}/`
/** Padded, so that a listing has them in their order. */
const keyOf = (organisationId: string, fileId: string, position: number) => `${folderOf(organisationId, fileId)}${String(position).padStart(6, '0')}`

type Whose = { organisationId: string; fileId: string }

export async function putPiece(
  deps: Deps,
  bucket: Bucket,
  { organisationId, fileId }: Whose,
  position: number,
  content: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await send(deps, bucket, { method: 'PUT', key: keyOf(organisationId, fileId, position), body: content })
}

/** Null where there is none. */
export async function getPiece(deps: Deps, bucket: Bucket, { organisationId, fileId }: Whose, position: number): Promise<Uint8Array | null> {
  const answer = await send(deps, bucket, { method: 'GET', key: keyOf(organisationId, fileId, position) })
  return answer && new Uint8Array(await answer.arrayBuffer())
}

/** Takes away every piece of a file, however many there are. */
export async function removePieces(deps: Deps, bucket: Bucket, { organisationId, fileId }: Whose): Promise<void> {
  for (;;) {
    const listing = await send(deps, bucket, { method: 'GET', key: '', query: { 'list-type': '2', prefix: folderOf(organisationId, fileId) } })
    const keys = [...((await listing?.text()) ?? '').matchAll(/<Key>([0-9a-z/-]+)<\/Key>/g)].map(([, key = '']) => key)
    if (keys.length === 0) return
    for (const key of keys) await send(deps, bucket, { method: 'DELETE', key })
  }
}

/** What the store answers; null where nothing lies. Tried again when it is away or has no time. */
async function send(deps: Deps, bucket: Bucket, request: BucketRequest): Promise<Response | null> {
  let problem = ''
  for (const wait of waits) {
    await setTimeout(wait)
    const { url, headers } = signRequest(bucket, request, deps.now())
    try {
      const answer = await fetch(url, {
        method: request.method,
        headers,
        body: request.body,
        signal: AbortSignal.timeout(patience),
        redirect: 'error',
        cache: 'no-store',
      })
      if (answer.ok) return answer
      const told = await answer.text()
      if (answer.status === 404 && /<Code>NoSuchKey</.test(told)) return null
      problem = `${answer.status} ${/<Code>(\w+)</.exec(told)?.[1] ?? ''}`
      if (answer.status < 500 && answer.status !== 429) break
    } catch (error) {
      problem = error instanceof Error ? String(error.cause ?? error.message) : String(error)
    }
  }
  throw new Error(`The store for files answered ${request.method} with ${problem}.`)
}
