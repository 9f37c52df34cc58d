import { lookup } from 'node:dns'
import { request as requestPlain } from 'node:http'
import { request as requestSafely } from 'node:https'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { environment } from './env'

type Call = { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; timeoutMs?: number }

/** Bytes of an answer that are read; more is cut off. */
const mostBytes = 512 * 1024

/** Whether the portal may connect to an address by itself: to public ones, and to what the operator allows. */
export function mayCall(address: string, allowed: readonly string[] = environment().PRIVATE_NETWORKS_ALLOWED): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() === 'unicast') return true
  return allowed.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range)
    return network.kind() === parsed.kind() && parsed.match(network, bits)
  })
}

/** Asked at the moment of connecting: a name that first leads outside and then inside gets nowhere. */
export const guardedLookup: LookupFunction = (host, options, done) =>
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '')
    const addresses = found.filter(({ address }) => mayCall(address))
    const [first] = addresses
    if (!first) return done(new Error(`${host} leads to no address that may be called`), '')
    return options.all ? done(null, addresses) : done(null, first.address, first.family)
  })

/**
 * Calls an address that an administrator typed. Never one inside the operator's own network (unless
 * PRIVATE_NETWORKS_ALLOWED names it), never on to where a redirect leads.
 */
export function callOutside(url: string, { method, headers = {}, body, timeoutMs = 10_000 }: Call): Promise<Response> {
  const to = new URL(url)
  const host = to.hostname.replace(/^\[|\]$/g, '')
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return Promise.reject(new Error(`${to.protocol} is no way to call`))
  // A bare address is looked up nowhere.
  if (ipaddr.isValid(host) && !mayCall(host)) return Promise.reject(new Error(`${host} may not be called`))
  return new Promise((resolve, reject) => {
    const send = to.protocol === 'https:' ? requestSafely : requestPlain
    const signal = AbortSignal.timeout(timeoutMs)
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = send(to, { method, headers: { ...headers, ...length }, lookup: guardedLookup, signal, agent: false }, (answer) => {
      const pieces: Buffer[] = []
      let bytes = 0
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes > mostBytes) answer.destroy(new Error('the answer is too long'))
        else pieces.push(piece)
      })
      answer.once('error', reject)
      answer.once('end', () => {
        const status = answer.statusCode ?? 500
        const isBodiless = status === 204 || status === 205 || status === 304
        const pairs = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []))
        resolve(new Response(isBodiless ? null : Buffer.concat(pieces), { status, headers: pairs }))
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
