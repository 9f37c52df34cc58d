import type { ContactMessage } from '@/lib/cases/contact/schema'
import type { Visit } from '@/lib/web/visit'
import { timeOf } from './say-sign-in'

/** What both sides wrote, oldest first, as it was written. */
export function ContactLines({ visit, messages, nameOf }: { visit: Visit; messages: readonly ContactMessage[]; nameOf: (message: ContactMessage) => string }) {
  const time = timeOf(visit)
  return (
    <ol className="stack w-full">
      {messages.map((message) => (
        <li key={message.id} className={message.isFromStaff ? 'notice good' : 'notice'}>
          <p className="quiet text-small">
            <strong>{nameOf(message)}</strong> · {time.format(message.at)}
          </p>
          <p className="whitespace-pre-line wrap-anywhere">{message.text}</p>
        </li>
      ))}
    </ol>
  )
}
