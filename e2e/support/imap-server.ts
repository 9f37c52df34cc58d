import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
// @ts-expect-error: it comes without types
import hoodiecrow from 'hoodiecrow-imap'
import { createTransport } from 'nodemailer'

type Server = NodeJS.EventEmitter & {
  listen: (port: number, host: string) => void
  close: () => void
  server: { address: () => AddressInfo }
  appendMessage: (mailbox: string, flags: string[], date: boolean, raw: string) => void
  getMailbox: (name: string) => { messages: unknown[] }
}

/** A real IMAP server on loopback with one mailbox, which any number of letters may be put into. */
export async function startImapServer() {
  const server: Server = hoodiecrow({ plugins: ['UIDPLUS', 'UNSELECT', 'ID'], storage: { INBOX: { messages: [] } } })
  const listening = once(server.server as unknown as NodeJS.EventEmitter, 'listening')
  server.listen(0, '127.0.0.1')
  await listening
  return {
    url: `imap://testuser:testpass@127.0.0.1:${server.server.address().port}/INBOX`,
    /** Puts a letter in as the mail server that took it would. */
    async put(mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]) {
      const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail(mail)
      server.appendMessage('INBOX', [], false, (message as Buffer).toString('latin1'))
    },
    waiting: () => server.getMailbox('INBOX').messages.length,
    stop: () => server.close(),
  }
}
