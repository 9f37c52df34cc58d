// Which stored hashes the portal can check, and what they cost: pure, for the import too.
// passlib's PHC strings: base64 without padding, "." for "+" (ab64) or "+" itself, both are read.

export type ParsedHash =
  | { kind: 'argon2id'; memory: number; time: number; lanes: number }
  | { kind: 'bcrypt'; cost: number }
  | { kind: 'scrypt'; logN: number; r: number; p: number; salt: Uint8Array; key: Uint8Array }
  | { kind: 'pbkdf2'; digest: 'sha256' | 'sha512'; iterations: number; salt: Uint8Array; key: Uint8Array }
  | { kind: 'ssha'; salt: Uint8Array; key: Uint8Array }

const argon2id = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/
const bcrypt = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/
const scrypt = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/.]{2,86})={0,2}\$([A-Za-z0-9+/.]{22,86})={0,2}$/
const pbkdf2 = /^\$pbkdf2-(sha256|sha512)\$(?:i=)?(\d{1,8})(?:,l=\d{1,3})?\$([A-Za-z0-9+/.]{2,172})={0,2}\$([A-Za-z0-9+/.]{22,172})={0,2}$/
const ssha = /^\{SSHA\}([A-Za-z0-9+/]{28,120}={0,2})$/

/** The parts of a stored hash; null when it is none that the portal checks, or one so dear that a sign-in would stop the server. */
export function parseHash(text: string): ParsedHash | null {
  const [, ...parts] = argon2id.exec(text) ?? bcrypt.exec(text) ?? scrypt.exec(text) ?? pbkdf2.exec(text) ?? ssha.exec(text) ?? []
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = parts
  if (text.startsWith('$argon2id$')) return within({ kind: 'argon2id', memory: Number(first), time: Number(second), lanes: Number(third) })
  if (text.startsWith('$2')) return within({ kind: 'bcrypt', cost: Number(first) })
  if (text.startsWith('$scrypt$'))
    return within({ kind: 'scrypt', logN: Number(first), r: Number(second), p: Number(third), salt: bytes(fourth), key: bytes(fifth) })
  if (first === 'sha256' || first === 'sha512')
    return within({ kind: 'pbkdf2', digest: first, iterations: Number(second), salt: bytes(third), key: bytes(fourth) })
  const all = bytes(first)
  return text.startsWith('{SSHA}') && all.length > 20 ? { kind: 'ssha', key: all.subarray(0, 20), salt: all.subarray(20) } : null
}

export const isKnownHashFormat = (text: string) => parseHash(text) !== null

/** Made by this portal with its present parameters: nothing to replace. */
export const isOurHash = (text: string) => text.startsWith('$argon2id$v=19$m=47104,t=1,p=1$')

/** Each sign-in with it costs more than a run of our own argon2id: the import warns (security.md 33). */
export function isDearerThanOurs(text: string): boolean {
  const hash = parseHash(text)
  return hash !== null && !isOurHash(text) && milliseconds(hash) > 24
}

/** About what one check takes on the machine where our own takes 24 (measured there, rounded). */
function milliseconds(hash: ParsedHash): number {
  if (hash.kind === 'argon2id') return (hash.memory * hash.time) / 1_960
  if (hash.kind === 'bcrypt') return 2 ** hash.cost / 18
  if (hash.kind === 'scrypt') return (2 ** hash.logN * hash.r * hash.p) / 3_200
  if (hash.kind === 'pbkdf2') return hash.iterations / (hash.digest === 'sha256' ? 2_500 : 1_000)
  return 0
}

function within(hash: ParsedHash): ParsedHash | null {
  const isWhole = hash.kind === 'bcrypt' ? hash.cost >= 4 : hash.kind === 'scrypt' ? hash.logN * hash.r * hash.p > 0 : milliseconds(hash) > 0
  const memory = hash.kind === 'scrypt' ? 128 * 2 ** hash.logN * hash.r : hash.kind === 'argon2id' ? hash.memory * 1_024 : 0
  return isWhole && milliseconds(hash) <= 5_000 && memory <= 2 ** 29 ? hash : null
}

const bytes = (text: string) => Uint8Array.from(atob(text.replaceAll('.', '+')), (letter) => letter.charCodeAt(0))
