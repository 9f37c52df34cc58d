import { createServer } from 'node:http'
import { type ReceivedSms, startSmsGateway } from './sms-gateway'
import { type ReceivedMail, startSmtpServer } from './smtp-server'

/** What a journey may ask of the test servers, which live in another process than the journey. */
export type PostOfficeQuestion =
  | { ask: 'messages'; to: string }
  /** a number that nobody was given before under this name */
  | { ask: 'next'; of: string }
  /** how many numbers were given under this name */
  | { ask: 'given'; of: string }
  | { ask: 'fail'; number: string; status: number | null }
  | { ask: 'gateway'; is: 'down' | 'up' }
  /** takes what is sent to the number, and never answers */
  | { ask: 'hang'; number: string }
  | { ask: 'refuse'; address: string }
  | { ask: 'receipt'; id: string; status: 'delivered' | 'failed' }

export type Letterbox = { sms: ReceivedSms[]; mails: ReceivedMail[] }

/** The gateway and the mail server of a run, and an address at which journeys look into them. */
export async function startPostOffice() {
  const gateway = await startSmsGateway()
  const mail = await startSmtpServer()
  const given = new Map<string, number>()

  async function answer(question: PostOfficeQuestion): Promise<unknown> {
    switch (question.ask) {
      case 'messages':
        return { sms: gateway.messages.filter(({ to }) => to === question.to), mails: mail.mails.filter(({ to }) => to.includes(question.to)) }
      case 'next': {
        const next = given.get(question.of) ?? 0
        given.set(question.of, next + 1)
        return next
      }
      case 'given':
        return given.get(question.of) ?? 0
      case 'fail':
        return gateway.failFor(question.number, question.status)
      case 'gateway':
        return question.is === 'down' ? gateway.goDown() : gateway.goUp()
      case 'hang':
        return gateway.hangFor(question.number)
      case 'refuse':
        return mail.refuse(question.address) && null
      case 'receipt': {
        const message = gateway.messages.find(({ id }) => id === question.id)
        return message && gateway.sendReceipt(message, question.status)
      }
    }
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const told = await answer(JSON.parse(Buffer.concat(chunks).toString('utf8')))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told ?? null))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    gateway,
    mail,
    async stop() {
      await new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
      await gateway.stop()
      await mail.stop()
    },
  }
}
