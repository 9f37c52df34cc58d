import { BackLink } from '@/components/back-link'
import type { FormState } from '@/components/form-state'
import { Notice } from '@/components/notice'
import type { MemberVisit } from '@/lib/web/session'
import { CodeForm } from '../../code-form'
import { CodeHelp } from '../../code-help'
import { InsidePage } from '../../inside-page'

type Action = (state: FormState, form: FormData) => Promise<FormState>
type Props = {
  visit: MemberVisit
  title: string
  /** where the code went, and under which reference */
  sentTo: string | null
  isAgain: boolean
  journeyId: string
  messageId: string | null
  channel: 'sms' | 'email'
  send: Action
  resend: Action
}

/** The page for the code that proves a new number or address. */
export function ChangeCodePage({ visit, title, sentTo, isAgain, journeyId, messageId, channel, send, resend }: Props) {
  const { say, paths } = visit
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <BackLink href={paths.myDetails}>{say('page.back')}</BackLink>
        {isAgain && <Notice tone="good">{say('code.resent')}</Notice>}
        <h1>{title}</h1>
        {sentTo && <p className="break-words">{sentTo}</p>}
        <CodeForm visit={visit} journeyId={journeyId} action={send} />
        <CodeHelp visit={visit} messageId={messageId} channel={channel} journeyId={journeyId} resend={resend} />
      </div>
    </InsidePage>
  )
}
