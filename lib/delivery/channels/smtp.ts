import { createTransport } from 'nodemailer'
import type { Channel, Outcome } from '../channel'
import { isPlainAddress } from '../rules'

type Settings = { url: string; from: string; timeoutMs: number }

/** E-mail through one mail server, over a few connections that stay open. */
export function openSmtp({ url, from, timeoutMs }: Settings): Channel {
  const sender = from.match(/<([^<>]+)>\s*$/)?.[1] ?? from.trim()
  const domain = sender.split('@').at(-1) ?? 'localhost'
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs }
  // Never sent again behind our back: the outbox decides about that.
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...limits,
  } as Parameters<typeof createTransport>[0])

  return {
    name: 'smtp',
    isArrival: false,
    async hand({ id, to, senderName, replyTo, subject, text, html }) {
      if (!isPlainAddress(to)) return { kind: 'permanent', answer: 'not an address' }
      const mail = {
        from: { name: senderName, address: sender },
        to: { name: '', address: to },
        envelope: { from: sender, to: [to] },
        ...(replyTo ? { replyTo: { name: senderName, address: replyTo } } : {}),
        subject: subject ?? '',
        text,
        ...(html ? { html } : {}),
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      }
      // The server's timeouts each bound one step; this bounds the whole.
      let timer: NodeJS.Timeout | undefined
      const tooLong = new Promise<Outcome>((answer) => {
        timer = setTimeout(() => answer({ kind: 'unknown', answer: 'no answer in time' }), timeoutMs * 2)
      })
      const sent = transport.sendMail(mail).then(
        (info): Outcome => ({ kind: 'handed-over', providerId: null, answer: info.response }),
        (error): Outcome => ({ kind: meaningOf(error), answer: error.message }),
      )
      return Promise.race([sent, tooLong]).finally(() => clearTimeout(timer))
    },
    close: () => transport.close(),
  }
}

function meaningOf(error: {
  code?: string
  responseCode?: number
  command?: string
  message: string
  syscall?: string
}): 'retryable' | 'permanent' | 'unknown' {
  const { code, responseCode, command } = error
  if (responseCode) {
    // Said after the whole letter, these two tell that the server broke off and not that it kept nothing (RFC 5321, 4.2.3).
    if (code === 'EMESSAGE' && [421, 451].includes(responseCode)) return 'unknown'
    // Only a no to this letter or its receiver is for good; a server that refuses us (log-in, greeting) is the operator's to mend.
    const isAboutLetter = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command ?? '')
    return isAboutLetter && responseCode >= 500 ? 'permanent' : 'retryable'
  }
  const wasNeverConnected =
    ['EDNS', 'EAUTH', 'ETLS', 'ECONNREFUSED', 'ENOTFOUND'].includes(code ?? '') ||
    ['connect', 'getaddrinfo'].includes(error.syscall ?? '') ||
    /^(Connection timeout|Greeting never received)/.test(error.message)
  return wasNeverConnected ? 'retryable' : 'unknown'
}
