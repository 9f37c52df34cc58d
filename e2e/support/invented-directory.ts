import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { makeCertificate } from './certificate'

/** A request as a directory reads it: `dn` is the base of a search, too. */
export type Asked = { op: 'bind' | 'search' | 'modify' | 'extended'; dn: string; controls: string[]; value: Buffer }
type Found = { dn: string; attributes: Record<string, string[]> }
export type Answered = { code?: number; message?: string; referrals?: string[]; found?: Found[]; references?: string[] }
/** What it says to a request, or how it misbehaves instead. */
export type Manners = (asked: Asked) => Answered | ((socket: Socket, right: Buffer) => void)

const ops = { 96: 'bind', 99: 'search', 102: 'modify', 119: 'extended' } as const
const answers = { bind: 0x61, search: 0x65, modify: 0x67, extended: 0x78 } as const

/** A directory that does what no real one can be brought to, over LDAPS on loopback. */
export async function startInventedDirectory(manners: Manners, certificate = makeCertificate()) {
  const asked: Asked[] = []
  const open = new Set<Socket>()
  const server = createServer(certificate, (socket: TLSSocket) => {
    let held: Buffer = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      held = Buffer.concat([held, piece])
      for (let read = readNode(held); read; read = readNode(held)) {
        held = read.rest
        const [id, request, controls] = nodesOf(read.content)
        const op = ops[(request?.tag ?? 0) as keyof typeof ops]
        if (!id || !request || !op) return void socket.end()
        const parts = nodesOf(request.content)
        const dn = parts[op === 'bind' ? 1 : 0]?.content.toString() ?? ''
        const named = controls ? nodesOf(controls.content).map(({ content }) => nodesOf(content)[0]?.content.toString() ?? '') : []
        const one = { op, dn, controls: named, value: request.content }
        asked.push(one)
        const told = manners(one)
        if (typeof told === 'function') told(socket, write(id.content, op, {}))
        else socket.write(write(id.content, op, told))
      }
    })
  })
  server.on('tlsClientError', () => undefined)
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('error', () => undefined).on('close', () => open.delete(socket))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  return {
    url: `ldaps://127.0.0.1:${port}`,
    cert: certificate.cert,
    /** oldest first */
    asked,
    stop: () => {
      for (const socket of open) socket.destroy()
      return new Promise((closed) => server.close(closed))
    },
  }
}

function write(id: Buffer, op: Asked['op'], { code = 0, message = '', referrals = [], found = [], references = [] }: Answered): Buffer {
  const wrap = (...content: Buffer[]) => node(0x30, node(0x02, id), ...content)
  const entries = found.map(({ dn, attributes }) => {
    const all = Object.entries(attributes).map(([name, values]) => node(0x30, text(name), node(0x31, ...values.map(text))))
    return wrap(node(0x64, text(dn), node(0x30, ...all)))
  })
  const elsewhere = references.map((uri) => wrap(node(0x73, text(uri))))
  const referral = referrals.length > 0 ? [node(0xa3, ...referrals.map(text))] : []
  const end = wrap(node(answers[op], node(0x0a, Buffer.from([code])), text(''), text(message), ...referral))
  return Buffer.concat([...entries, ...elsewhere, end])
}

const text = (value: string) => node(0x04, Buffer.from(value))

/** A BER node: kind, length, content. */
function node(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([Buffer.from(content.length < 128 ? [tag, content.length] : [tag, 0x84, ...length]), content])
}

type Node = { tag: number; content: Buffer; rest: Buffer }

function readNode(bytes: Buffer): Node | null {
  const [tag, first] = bytes
  if (tag === undefined || first === undefined) return null
  const size = first < 128 ? 0 : first & 127
  if (bytes.length < 2 + size) return null
  const length = size === 0 ? first : bytes.readUIntBE(2, size)
  const end = 2 + size + length
  return bytes.length < end ? null : { tag, content: bytes.subarray(2 + size, end), rest: bytes.subarray(end) }
}

function nodesOf(bytes: Buffer): Node[] {
  const all: Node[] = []
  for (let read = readNode(bytes); read; read = readNode(read.rest)) all.push(read)
  return all
}
