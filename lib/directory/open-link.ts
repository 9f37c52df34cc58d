import { connect as connectPlain, type Socket } from 'node:net'
import { type ConnectionOptions, checkServerIdentity, connect as connectSafely } from 'node:tls'
import ipaddr from 'ipaddr.js'
import { Client } from 'ldapts'
import { guardedLookup, mayCall } from '@/lib/core/call-outside'
import { answerMeter } from './answer-meter'
import { troubleOf } from './rules'
import { DirectoryTrouble } from './schema'

/** One connection, over TLS from before the first word that is nobody's business. */
export type Link = {
  client: Client
  server: string
  isOpen: () => boolean
  close: () => void
  /** what became of work that a broken connection ended */
  troubleOf: (error: unknown) => DirectoryTrouble
}

const connectTimeout = 3_000
const timeout = 5_000

/** Connects to one server: over `ldap://` StartTLS comes before all else. Throws a `DirectoryTrouble`. */
export async function openLink(server: string, authority: readonly string[]): Promise<Link> {
  const { hostname, port, protocol } = new URL(server)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && !mayCall(host)) throw new DirectoryTrouble('notAllowed', host, server)
  const isSafe = protocol === 'ldaps:'
  const to = { host, port: Number(port || (isSafe ? 636 : 389)), lookup: guardedLookup }
  const tls: ConnectionOptions = {
    ...(authority.length > 0 ? { ca: authority.join('\n') } : {}),
    ...(ipaddr.isValid(host) ? {} : { servername: host }),
    minVersion: 'TLSv1.2',
    // Under StartTLS the library names no host, so the certificate would be compared with none.
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  }
  let socket: Socket | null = null
  let whyBroken: string | null = null
  const watched = (opened: Socket) => {
    const meter = answerMeter()
    let written = 0
    const watch = (piece: Buffer) => {
      if (opened.bytesWritten !== written) meter.asked()
      written = opened.bytesWritten
      whyBroken ??= meter.read(piece)
      if (whyBroken) opened.destroy(new Error(whyBroken))
    }
    opened.on('data', watch)
    return { opened, meter, end: () => opened.off('data', watch) }
  }
  // The library would connect again by itself, after StartTLS without it: a link that has ended stays so.
  const once = (make: () => Socket) => () => {
    if (socket) throw new Error('Connection closed before it was used')
    socket = make()
    return socket
  }
  const secure = once(() => watched(connectSafely({ ...to, ...tls })).opened)
  let beforeTls: ReturnType<typeof watched> | null = null
  const plain = once(() => {
    beforeTls = watched(connectPlain(to))
    return beforeTls.opened
  })
  const client = new Client({
    url: `${isSafe ? 'ldaps' : 'ldap'}://directory`,
    connectTimeout,
    timeout,
    createConnection: plain as typeof connectPlain,
    createSecureConnection: ((options: ConnectionOptions) => {
      if (isSafe) return secure()
      // What came in plain words behind the answer to StartTLS would be read as if TLS had brought it.
      if (!beforeTls?.meter.isOne()) throw new Error('no answer of LDAP: words before TLS')
      beforeTls.end()
      socket = watched(connectSafely(options)).opened
      return socket
    }) as typeof connectSafely,
  })
  try {
    await inTime(isSafe ? client.search('', { scope: 'base', attributes: ['1.1'] }).catch(passAnswers) : client.startTLS(tls))
  } catch (error) {
    client.unbind().catch(() => {})
    ;(socket as Socket | null)?.destroy()
    throw asTrouble(whyBroken ? new Error(whyBroken) : error, server, isSafe)
  }
  return {
    client,
    server,
    isOpen: () => socket !== null && !socket.destroyed && client.isConnected,
    close: () => void client.unbind().catch(() => {}),
    troubleOf(error) {
      if (error instanceof DirectoryTrouble) return error
      const { code, message } = error as { code?: string | number; message: string }
      return whyBroken ? new DirectoryTrouble('garbled', whyBroken, server) : new DirectoryTrouble(troubleOf(code, message), message, server)
    },
  }
}

/** The library has no limit for the handshake after StartTLS. */
async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('Connection timeout')), connectTimeout + timeout)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** The server is there, whatever it says to a stranger. */
function passAnswers(error: unknown) {
  if (typeof (error as { code?: unknown }).code !== 'number') throw error
}

function asTrouble(error: unknown, server: string, isSafe: boolean): DirectoryTrouble {
  const { code, message } = error as { code?: string | number; message: string }
  if (!isSafe && typeof code === 'number') return new DirectoryTrouble('noStartTls', message, server)
  return new DirectoryTrouble(troubleOf(code, message), message, server)
}
