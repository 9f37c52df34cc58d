import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = {
  to: string[]
  from: string
  subject: string
  text: string
  html: string
  messageId: string
  headers: Map<string, unknown>
  raw: string
  /** when it came, in milliseconds since 1970 */
  at: number
}

/** A real mail server on loopback that keeps what it is given, and does as badly as a test tells it. */
export async function startSmtpServer(port = 0) {
  const mails: ReceivedMail[] = []
  const refused = new Set<string>()
  const mood: {
    delayMs: number
    /** says try again later before the letter */
    isFailing: boolean
    /** takes the letter, and then answers this, or nothing */
    answersData: number | 'silence' | null
  } = { delayMs: 0, isFailing: false, answersData: null }
  let server = open()
  const at = await listen(server, port)

  function open() {
    return new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 50,
      onRcptTo({ address }, _session, answer) {
        if (mood.isFailing) return answer(reply(451, 'try again later'))
        if (refused.has(address.toLowerCase())) return answer(reply(550, 'no such mailbox here'))
        setTimeout(answer, mood.delayMs)
      },
      onData(stream, session, answer) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', async () => {
          const raw = Buffer.concat(chunks)
          const mail = await simpleParser(raw)
          const to = session.envelope.rcptTo.map(({ address }) => address)
          mails.push({
            to,
            from: mail.from?.text ?? '',
            subject: mail.subject ?? '',
            text: mail.text ?? '',
            html: mail.html || '',
            messageId: mail.messageId ?? '',
            headers: mail.headers,
            raw: raw.toString('utf8'),
            at: Date.now(),
          })
          if (mood.answersData === 'silence') return
          answer(mood.answersData ? reply(mood.answersData, 'something went wrong') : null)
        })
      },
    })
  }

  return {
    url: `smtp://127.0.0.1:${at}`,
    /** oldest first */
    mails,
    mood,
    /** says no to this address in the SMTP dialogue, for good */
    refuse: (address: string) => refused.add(address.toLowerCase()),
    /** nobody listens any more, until `goUp` */
    goDown: () => close(server),
    async goUp() {
      server = open()
      await listen(server, at)
    },
    stop: () => close(server),
  }
}

function reply(responseCode: number, words: string) {
  return Object.assign(new Error(words), { responseCode })
}

function listen(server: SMTPServer, port: number): Promise<number> {
  server.on('error', () => undefined) // a client that went away in the middle is no news here
  return new Promise((ready, refuse) => {
    server.server.once('error', refuse)
    server.listen(port, '127.0.0.1', () => {
      const address = server.server.address()
      ready(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function close(server: SMTPServer): Promise<void> {
  return new Promise((closed) => {
    if (!server.server.listening) return closed()
    server.close(() => closed())
  })
}
