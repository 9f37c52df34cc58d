import { expect } from '@playwright/test'
import type { TestPerson } from './people'
import type { Letterbox, PostOfficeQuestion } from './post-office'
import { stage } from './stage'

async function ask<Answer>(question: PostOfficeQuestion): Promise<Answer> {
  const answer = await fetch(stage.postOfficeUrl, { method: 'POST', body: JSON.stringify(question) })
  return answer.json() as Promise<Answer>
}

/** What the gateway and the mail server took for a number or address that is no test person's. */
export const lettersTo = (to: string) => ask<Letterbox>({ ask: 'messages', to })

/** Counts up from 0 over the whole run, whichever process asks. */
export const nextNumber = (of: string) => ask<number>({ ask: 'next', of })
export const numbersGiven = (of: string) => ask<number>({ ask: 'given', of })

export const gateway = {
  /** what is sent to this number is answered with the status; null ends it */
  failFor: (number: string, status: number | null) => ask<null>({ ask: 'fail', number, status }),
  /** what is sent to this number is taken, and never answered */
  hangFor: (number: string) => ask<null>({ ask: 'hang', number }),
  goDown: () => ask<null>({ ask: 'gateway', is: 'down' }),
  goUp: () => ask<null>({ ask: 'gateway', is: 'up' }),
  sendReceipt: (id: string, status: 'delivered' | 'failed') => ask<number>({ ask: 'receipt', id, status }),
}

/** The mail server says no to the address in its dialogue, from now on. */
export const refuseMailTo = (address: string) => ask<null>({ ask: 'refuse', address })

export type Message = { id: string; channel: 'sms' | 'email'; subject: string; text: string; at: number }
export type CodeMessage = Message & { code: string; reference: string }

/** Reads what the gateway and the mail server took since the test began; each message once. */
export function openInbox() {
  const began = Date.now()
  const read = new Set<string>()

  async function unread({ mobile, email, organisation }: TestPerson): Promise<Message[]> {
    const [phone, mailbox] = await Promise.all([ask<Letterbox>({ ask: 'messages', to: mobile }), ask<Letterbox>({ ask: 'messages', to: email })])
    const messages: Message[] = [
      // The same number may belong to somebody in another organisation, too.
      ...phone.sms.filter(({ text }) => text.includes(organisation.settings.name)).map((sms) => ({ ...sms, channel: 'sms' as const, subject: '' })),
      ...mailbox.mails.map((mail) => ({ ...mail, id: mail.messageId, channel: 'email' as const })),
    ]
    return messages.filter(({ at, id }) => at >= began && !read.has(id)).sort((one, other) => one.at - other.at)
  }

  /** Waits for the next message whose subject or text has these words. */
  async function next(person: TestPerson, words: RegExp): Promise<Message> {
    let found: Message | undefined
    await expect
      .poll(async () => {
        found = (await unread(person)).find(({ subject, text }) => words.test(`${subject}\n${text}`))
        return found !== undefined
      }, `a message with ${words}`)
      .toBe(true)
    if (!found) throw new Error('unreachable')
    read.add(found.id)
    return found
  }

  return {
    next,
    unread,
    /** the next one-time code by e-mail, with its link */
    async mailedCode(person: TestPerson): Promise<CodeMessage & { link: string }> {
      const message = await next(person, /\/go\/[\w-]{60}/)
      const reference = message.subject.match(/\(([A-Z]\d)\)/)?.[1] ?? ''
      return { ...message, reference, code: message.text.match(/^\d{6}$/m)?.[0] ?? '', link: message.text.match(/https?:\/\/\S+/)?.[0] ?? '' }
    },
    /** the next one-time code by SMS */
    async code(person: TestPerson): Promise<CodeMessage> {
      const message = await next(person, /^\n[A-Z]\d \d{6} /)
      const [, reference = '', code = ''] = message.text.match(/^(\S+) (\d{6})/) ?? []
      return { ...message, reference, code }
    },
  }
}

export type Inbox = ReturnType<typeof openInbox>

/** A code that is certainly another. */
export const otherCode = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0')
