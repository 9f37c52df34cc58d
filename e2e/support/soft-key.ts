import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** An authenticator as a test holds it: ES256, attestation "none" (W3C WebAuthn, §6.1, §6.5). */
export function softKey(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  let handle: string | undefined
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const cose = map([
    [number(1), number(2)],
    [number(3), number(-7)],
    [number(-1), number(1)],
    [number(-2), blob(Buffer.from(x, 'base64url'))],
    [number(-3), blob(Buffer.from(y, 'base64url'))],
  ])
  const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
  const clientData = (type: string, challenge: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  /** user present and verified; with `made`, a new credential */
  const authenticatorData = (rpId: string, made?: Buffer) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([made ? 0x45 : 0x05]), count, ...(made ? [made] : [])])
  }
  const answer = (response: Record<string, unknown>) =>
    JSON.stringify({ id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {}, response })
  return {
    make(options: string): string {
      const { challenge, rp, user } = JSON.parse(options)
      handle = user.id
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const data = authenticatorData(rp.id, Buffer.concat([Buffer.alloc(16), length, id, cose]))
      const attestation = map([
        [string('fmt'), string('none')],
        [string('attStmt'), map([])],
        [string('authData'), blob(data)],
      ])
      return answer({ clientDataJSON: text(clientData('webauthn.create', challenge)), attestationObject: text(attestation), transports: ['internal'] })
    },
    use(options: string, changes: { counter?: number; userHandle?: string; flip?: boolean } = {}): string {
      const { challenge, rpId } = JSON.parse(options)
      counter = changes.counter ?? counter + 1
      const data = authenticatorData(rpId)
      const client = clientData('webauthn.get', challenge)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      if (changes.flip) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
      return answer({
        clientDataJSON: text(client),
        authenticatorData: text(data),
        signature: text(signature),
        userHandle: changes.userHandle ?? handle,
      })
    },
  }
}

// As much CBOR (RFC 8949) as an authenticator says.
const head = (major: number, length: number) =>
  Buffer.from(length < 24 ? [(major << 5) | length] : length < 256 ? [(major << 5) | 24, length] : [(major << 5) | 25, length >> 8, length & 255])
const number = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value))
const blob = (bytes: Buffer) => Buffer.concat([head(2, bytes.length), bytes])
const string = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
const map = (entries: [Buffer, Buffer][]) => Buffer.concat([head(5, entries.length), ...entries.flat()])
const text = (bytes: Buffer) => bytes.toString('base64url')
