/** Whether an address that an administrator typed may be kept: whole, by https (or on this very machine), and without sign-in details. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text) || text.length > 500) return false
  const { protocol, hostname, username, password } = new URL(text)
  const isHere = hostname === 'localhost' || /^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]'
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && !text.includes('#') && username === '' && password === ''
}
