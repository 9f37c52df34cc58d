import { redirect } from 'next/navigation'
import { Notice } from '@/components/notice'
import { findSentCode } from '@/lib/codes/check-code'
import { findWaiting } from '@/lib/flows/sign-in/submit-code'
import { mobileEnding } from '@/lib/people/rules'
import { isAnswerToForm, openVisit } from '@/lib/web/visit'
import { CodeForm } from '../../../code-form'
import { CodeHelp } from '../../../code-help'
import { EntrancePage } from '../../../entrance-page'
import { titleOf } from '../../../title'
import { sendAgain, sendCode } from '../actions'

export const generateMetadata = () => titleOf('code.title')

/** The second factor. The page knows the person here: the password was right. */
export default async function CodePage({ searchParams }: { searchParams: Promise<{ again?: string }> }) {
  const visit = await openVisit()
  const { deps, organisation, client, say, paths } = visit
  const waiting = await findWaiting(deps, organisation, client)
  if (!waiting && !(await isAnswerToForm())) redirect(paths.signIn)
  const journeyId = waiting?.journey.id ?? ''
  const sent = waiting && (await findSentCode(deps, { organisation, journeyId, purpose: 'second-factor' }))
  const { again } = await searchParams
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      {again && <Notice tone="good">{say('code.resent')}</Notice>}
      <CodeForm visit={visit} journeyId={journeyId} action={sendCode}>
        <div className="stack tight">
          <p className="quiet" lang={say.languageOf('code.lead')}>
            {say('code.lead')}
          </p>
          <h1 lang={say.languageOf('code.title')}>{say('code.title')}</h1>
        </div>
        {waiting && sent && <p>{say('code.sentTo', { ending: mobileEnding(waiting.person.mobile ?? ''), reference: sent.reference })}</p>}
      </CodeForm>
      <CodeHelp visit={visit} messageId={sent?.messageId ?? null} channel="sms" journeyId={journeyId} resend={sendAgain} />
    </EntrancePage>
  )
}
