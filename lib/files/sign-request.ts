import { createHash, createHmac } from 'node:crypto'

/** An S3-compatible store and who may write there. */
export type Bucket = { endpoint: string; name: string; region: string; accessKey: string; secretKey: string }
export type BucketRequest = { method: 'GET' | 'PUT' | 'DELETE'; key: string; query?: Record<string, string>; body?: Uint8Array<ArrayBuffer> }

const service = 's3'
const scheme = 'AWS4-HMAC-SHA256'
const hash = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
const mac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
/** As RFC 3986 has it: `encodeURIComponent` leaves five signs too many. */
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * A request to the store with its signature: AWS Signature Version 4, over the method, the address, the headers and the
 * body's digest. The bucket stands in the path, which every such store understands.
 */
export function signRequest({ endpoint, name, region, accessKey, secretKey }: Bucket, { method, key, query = {}, body }: BucketRequest, now: Date) {
  const base = new URL(endpoint)
  const path = [...base.pathname.split('/'), name, ...key.split('/')].filter(Boolean).map(encode).join('/')
  const search = Object.keys(query)
    .sort()
    .map((part) => `${encode(part)}=${encode(query[part] ?? '')}`)
    .join('&')
  const at = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const day = at.slice(0, 8)
  const own = { 'x-amz-content-sha256': hash(body ?? ''), 'x-amz-date': at }
  const signed = Object.entries({ host: base.host, ...own }) // in the order of their names
  const names = signed.map(([header]) => header).join(';')
  const request = [method, `/${path}`, search, ...signed.map((header) => header.join(':')), '', names, own['x-amz-content-sha256']].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const signingKey = [region, service, 'aws4_request'].reduce<Buffer>(mac, mac(`AWS4${secretKey}`, day))
  const signature = mac(signingKey, [scheme, at, scope, hash(request)].join('\n')).toString('hex')
  return {
    url: `${base.origin}/${path}${search ? `?${search}` : ''}`,
    headers: { ...own, authorization: `${scheme} Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}` },
  }
}
