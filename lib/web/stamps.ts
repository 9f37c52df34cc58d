/**
 * What `server.ts` tells the pages about a request. It removes every `x-porten-*` header that a client sends, so what
 * stands here is true.
 */
export const stamp = {
  /** client address, read through trusted proxies */
  address: 'x-porten-address',
  /** `host:port` that the page was opened at, one of the configured ones */
  host: 'x-porten-host',
  /** slug of the organisation, or empty */
  organisation: 'x-porten-organisation',
  /** what stands before an organisation's paths: `/slug`, or nothing at its own host names */
  base: 'x-porten-base',
  /** path below the base */
  path: 'x-porten-path',
  nonce: 'x-porten-nonce',
  /** what a form was answered before Next.js, which is to draw it: JSON, percent-encoded; missing on nearly all requests */
  answer: 'x-porten-answer',
} as const
