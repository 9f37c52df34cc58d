/** What becomes of a letter: taken out of the mailbox, or left there for the next time. */
export type Taken = 'done' | 'later'

export type Letter = { bytes: Buffer; isWhole: boolean }

/** Letters of one visit; what is left comes at the next. */
const mostAtOnce = 50

const isHere = (host: string) => host === 'localhost' || host === '127.0.0.1' || host === '[::1]'

/**
 * Hands each letter of a mailbox (`imaps://user:password@host:port/FOLDER`) to `take`, the oldest first, and removes those that are done: at
 * once and for good, so that a crash leaves a letter to be taken again, and never loses one. Of one that is too large come its headers alone.
 */
export async function takeLetters(address: string, mostBytes: number, take: (letter: Letter) => Promise<Taken>): Promise<void> {
  const { ImapFlow } = await import('imapflow') // of no use to a portal without a mailbox
  const url = new URL(address)
  const secure = url.protocol === 'imaps:'
  const client = new ImapFlow({
    host: url.hostname,
    port: Number(url.port || (secure ? 993 : 143)),
    secure,
    // A password never goes out in the clear, but on this machine.
    ...(secure || isHere(url.hostname) ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  })
  // Without a listener a lost connection would end the process; what was being asked for fails by itself.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const lock = await client.getMailboxLock(decodeURIComponent(url.pathname.slice(1)) || 'INBOX')
    try {
      const waiting = (await client.search({ deleted: false }, { uid: true })) || []
      for (const uid of waiting.slice(0, mostAtOnce)) {
        const found = await client.fetchOne(String(uid), { size: true }, { uid: true })
        const isWhole = Boolean(found) && (found ? (found.size ?? 0) : 0) <= mostBytes
        const letter = await client.fetchOne(String(uid), isWhole ? { source: true } : { headers: true }, { uid: true })
        const bytes = letter && (letter.source ?? letter.headers)
        if (!bytes) continue
        if ((await take({ bytes, isWhole })) === 'done') await client.messageDelete(String(uid), { uid: true })
      }
    } finally {
      lock.release()
    }
  } finally {
    await client.logout().catch(() => client.close())
  }
}
