import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'

/** For a whole batch, from connecting to the receiver's goodbye; milliseconds. */
const patience = 15_000
/** A host that listens no more, or a balancer with nobody behind it, says so at once; milliseconds to hear it. */
const complaintMs = 100
/** Datagrams sent at once, and the pause after them: what comes faster than it is read is dropped by the receiver's machine. */
const burst = { size: 50, pauseMs: 10 }

/**
 * Hands lines to a syslog receiver: `udp://` a datagram each (RFC 5426), `tcp://` with their lengths (RFC 6587), `tls://`
 * the same inside TLS (RFC 5425). Throws where the receiver is away; then it may have got some of them.
 */
export function handToSyslog(address: string, lines: string[], trust: ConnectionOptions = {}): Promise<void> {
  const { protocol, hostname, port } = new URL(address)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (protocol === 'udp:') return sendDatagrams(host, Number(port), lines)
  const isSecured = protocol === 'tls:'
  const socket = isSecured ? connectTls({ host, port: Number(port), servername: isAddress(host) ? '' : host, ...trust }) : connect(Number(port), host)
  return sendStream(socket, isSecured ? 'secureConnect' : 'connect', lines)
}

const pause = (milliseconds: number) => new Promise((over) => setTimeout(over, milliseconds))
const isAddress = (host: string) => /^[\d.]+$|:/.test(host)

/** Syslog has no answer. A receiver closes its side when it has read everything up to our end: that is taken for one. */
async function sendStream(socket: Socket, open: 'connect' | 'secureConnect', lines: string[]): Promise<void> {
  const late = { signal: AbortSignal.timeout(patience) }
  try {
    await once(socket, open, late)
    socket.resume() // its end is not seen otherwise
    const ended = once(socket, 'end', late)
    ended.catch(() => undefined)
    await Promise.race([ended, pause(complaintMs)])
    if (socket.readableEnded) throw new Error('the receiver closed before it was sent anything')
    socket.end(lines.map((line) => `${Buffer.byteLength(line)} ${line}`).join(''))
    await ended
  } finally {
    socket.on('error', () => undefined).destroy()
  }
}

async function sendDatagrams(host: string, port: number, lines: string[]): Promise<void> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  const refused = new Promise<never>((_, refuse) => socket.once('error', refuse))
  refused.catch(() => undefined)
  try {
    const sent = (async () => {
      await new Promise<void>((ready) => socket.connect(port, host, ready))
      for (const [at, line] of lines.entries()) {
        await new Promise<void>((done, fail) => socket.send(line, (error) => (error ? fail(error) : done())))
        if (at % burst.size === burst.size - 1) await pause(burst.pauseMs)
      }
      await pause(complaintMs)
    })()
    await Promise.race([sent, refused])
  } finally {
    socket.close()
  }
}
