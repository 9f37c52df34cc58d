import ipaddr from 'ipaddr.js'

/** What counts as one place on the network: an IPv4 address, or the /64 that an IPv6 household or office has. */
export function placeOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const client = ipaddr.process(address)
  if (client.kind() === 'ipv4') return client.toString()
  return `${(client as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}

/** security.md 9: a whole organisation may share the few addresses of its own network. */
export const insideFactor = 10
