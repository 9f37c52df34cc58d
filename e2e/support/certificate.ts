import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A certificate for these addresses that vouches for itself, and its key (X.509 v3 over Ed25519): for a day around now. */
export function makeCertificate(at = ['127.0.0.1', '127.0.0.3']): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const ed25519 = Buffer.from('300506032b6570', 'hex')
  const name = sequence(node(0x31, sequence(Buffer.from('0603550403', 'hex'), node(0x0c, Buffer.from('a receiver')))))
  const time = (hours: number) => node(0x17, Buffer.from(`${new Date(Date.now() + hours * 3_600_000).toISOString().replace(/^20|[-:T]|\..*/g, '')}Z`))
  const addresses = node(0x04, sequence(...at.map((address) => node(0x87, Buffer.from(address.split('.').map(Number))))))
  const body = sequence(
    node(0xa0, node(0x02, Buffer.from([2]))),
    node(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ed25519,
    name,
    sequence(time(-12), time(12)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    node(0xa3, sequence(sequence(Buffer.from('0603551d11', 'hex'), addresses))),
  )
  const whole = sequence(body, ed25519, node(0x03, Buffer.concat([Buffer.from([0]), sign(null, body, privateKey)])))
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}

const sequence = (...parts: Buffer[]) => node(0x30, Buffer.concat(parts))

/** A DER node: kind, length, content. */
function node(kind: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([kind, ...size]), content])
}
