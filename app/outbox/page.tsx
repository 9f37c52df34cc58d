import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { environment } from '@/lib/core/env'
import { listDemoMessages } from '@/lib/delivery/list-demo-messages'
import { deps } from '@/lib/web/deps'
import { speak } from '@/lib/words/speak'

export const metadata = { title: 'Outbox – Porten' }

const url = /(https?:\/\/[^\s<>"]+)/

/** Demo only: every message as its receiver would see it, newest first. */
export default async function Outbox() {
  await headers()
  if (!environment().PORTEN_DEMO) notFound()
  const messages = await listDemoMessages(deps(), 100)
  const say = speak('en')
  const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <main id="main" className="within page narrow">
      <div className="stack">
        <p>
          <a href="/">{say('demo.organisations')}</a>
        </p>
        <h1>{say('demo.outbox')}</h1>
        {messages.length === 0 && <p>{say('demo.outboxEmpty')}</p>}
        {messages.map((message) => (
          <article key={message.id} className="notice">
            <p className="text-small quiet">
              <strong>{say(`demo.channel.${message.channel as 'sms' | 'email' | 'letter'}`)}</strong> · {message.to} · {when.format(message.at)}
            </p>
            {message.isLetter && (
              <p>
                <a href={`/outbox/${message.id}`}>{say('demo.letterPage')}</a>
              </p>
            )}
            {message.subject && <h2 className="text-part">{message.subject}</h2>}
            <p className="whitespace-pre-wrap break-words">
              {message.text.split(url).map((part) =>
                url.test(part) ? (
                  <a key={part} href={part}>
                    {part}
                  </a>
                ) : (
                  part
                ),
              )}
            </p>
          </article>
        ))}
      </div>
    </main>
  )
}
