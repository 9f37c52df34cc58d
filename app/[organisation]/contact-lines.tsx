import type { ContactMessage } from '@/lib/cases/contact/schema'
import type { Visit } from '@/lib/web/visit'
import { timeOf } from './say-sign-in'

type Props = {
  visit: Visit
  messages: readonly ContactMessage[]
  nameOf: (message: ContactMessage) => string
  /** where a file is saved from */
  fileAt: (id: string) => string
}

/** What both sides wrote, oldest first, as it was written. */
export function ContactLines({ visit, messages, nameOf, fileAt }: Props) {
  const { say } = visit
  const time = timeOf(visit)
  const size = new Intl.NumberFormat(say.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 })
  return (
    <ol className="stack w-full">
      {messages.map((message) => (
        <li key={message.id} className={message.isFromStaff ? 'notice good' : 'notice'}>
          <p className="quiet text-small">
            <strong>{nameOf(message)}</strong> · {time.format(message.at)}
          </p>
          <p className="whitespace-pre-line wrap-anywhere">{message.text}</p>
          {message.files.length > 0 && (
            <ul className="lines" aria-label={say('contact.files.title')}>
              {message.files.map(({ id, name, bytes }) => (
                <li key={id} className="wrap-anywhere">
                  <a href={fileAt(id)}>{name}</a> <span className="quiet text-small">{size.format(Math.ceil(bytes / 1_000))}</span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
