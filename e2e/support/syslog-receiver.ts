import { createSocket } from 'node:dgram'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/** A syslog receiver on loopback that takes frames as RFC 6587 counts them, or datagrams, and does as badly as a test tells it. */
export async function startSyslogReceiver(kind: 'udp' | 'tcp' | 'tls', keys: TlsOptions = {}) {
  const lines: string[] = []
  /** `closes`: takes a connection and drops it; `hangs`: reads and never says goodbye; `after`: breaks when it has so many lines */
  const mood = { closes: false, hangs: false, after: Number.POSITIVE_INFINITY }
  const open = new Set<Socket>()
  let stop: () => Promise<void> = async () => undefined
  let port = 0

  const take = (socket: Socket) => {
    socket.on('error', () => undefined)
    if (mood.closes) return void socket.end()
    let held = Buffer.alloc(0)
    socket.on('data', (piece: Buffer) => {
      held = Buffer.concat([held, piece])
      for (let frame = readFrame(held); frame; frame = readFrame(held)) {
        if (lines.length >= mood.after) return void socket.resetAndDestroy()
        lines.push(frame.line)
        held = frame.rest
      }
    })
    socket.on('end', () => mood.hangs || socket.end())
  }

  async function goUp() {
    if (kind === 'udp') {
      const socket = createSocket('udp4')
      socket.on('message', (datagram) => lines.push(datagram.toString('utf8')))
      await new Promise<void>((ready) => socket.bind(port, '127.0.0.1', ready))
      port = socket.address().port
      stop = () => new Promise((closed) => socket.close(() => closed()))
      return
    }
    const server: Server = kind === 'tls' ? createTlsServer({ ...keys, allowHalfOpen: true }, take) : createServer({ allowHalfOpen: true }, take)
    server.on('tlsClientError', () => undefined)
    server.on('connection', (socket: Socket) => {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
    })
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : port
    stop = () => {
      for (const socket of open) socket.destroy()
      return new Promise((closed) => server.close(() => closed()))
    }
  }

  await goUp()
  return {
    url: `${kind}://127.0.0.1:${port}`,
    /** what came, oldest first */
    lines,
    mood,
    goUp,
    goDown: () => stop(),
    stop: () => stop(),
  }
}

function readFrame(held: Buffer): { line: string; rest: Buffer<ArrayBuffer> } | null {
  const space = held.indexOf(' ')
  if (space < 0) return null
  const length = held.toString('latin1', 0, space)
  if (!/^[1-9]\d*$/.test(length)) throw new Error(`a frame begins with "${length}"`)
  const end = space + 1 + Number(length)
  return held.length < end ? null : { line: held.toString('utf8', space + 1, end), rest: Buffer.from(held.subarray(end)) }
}
