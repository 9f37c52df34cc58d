import ipaddr from 'ipaddr.js'

type Range = ReturnType<typeof ipaddr.parseCIDR>
const read = new WeakMap<string[], Range[]>()

/** Ranges as numbers, read once: they are asked of with every request. */
function readRanges(ranges: string[]): Range[] {
  const known =
    read.get(ranges) ?? ranges.map((range) => ipaddr.parseCIDR(range.includes('/') ? range : `${range}/${ipaddr.parse(range).kind() === 'ipv4' ? 32 : 128}`))
  read.set(ranges, known)
  return known
}

/** Whether an address lies in one of some ranges. */
export function isInRanges(address: string, ranges: string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const client = ipaddr.process(address)
  return readRanges(ranges).some(([network, bits]) => network.kind() === client.kind() && client.match(network, bits))
}

/**
 * The client's address: the peer's, or, when the peer is a trusted proxy, the rightmost forwarded entry that is not one.
 * What a client itself wrote in front of the proxy's entry is never reached; an entry that is no address ends the walk.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trustedProxies: string[]): string {
  let address = plain(peer)
  const entries = (forwardedFor ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  while (isInRanges(address, trustedProxies) && entries.length > 0) {
    const next = plain(withoutPort(entries.pop() ?? ''))
    if (!ipaddr.isValid(next)) break
    address = next
  }
  return address
}

const plain = (address: string) => (ipaddr.isValid(address) ? ipaddr.process(address).toString() : address)

/** `[2001:db8::1]:443` and `192.0.2.1:443` as some proxies write them. */
function withoutPort(entry: string): string {
  return entry.match(/^\[(.+)\](?::\d+)?$/)?.[1] ?? entry.match(/^(\d+\.\d+\.\d+\.\d+):\d+$/)?.[1] ?? entry
}
