import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { Notice } from '@/components/notice'
import { findSentCode } from '@/lib/codes/check-code'
import { emailKind, findEmailChange } from '@/lib/flows/change-details/change-email'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { type MemberVisit, requireMember } from '@/lib/web/session'
import { sayFailure } from '../../../(entrance)/sign-in/failure'
import { CodeHelp } from '../../../code-help'
import { formWords } from '../../../form-words'
import { InsidePage } from '../../../inside-page'
import { insideTitleOf } from '../../../title'
import { sendEmailCode, sendEmailCodeAgain } from '../actions'

export const generateMetadata = () => insideTitleOf('details.email.codeTitle')

/** The code that went to the new address; the link in the same message does the same in any browser. */
export default async function EmailCodePage({ searchParams }: { searchParams: Promise<{ again?: string }> }) {
  const visit = await requireMember()
  const { deps, organisation, client, session, say, paths } = visit
  const journey = await findEmailChange(deps, organisation, client, session.personId)
  if (!journey) return <Ended visit={visit} />
  const sent = await findSentCode(deps, { organisation, journeyId: journey.id, purpose: 'email' })
  const { again } = await searchParams
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <a className="back text-hint" href={paths.myDetails}>
          <span aria-hidden="true">←&nbsp; </span>
          {say('page.back')}
        </a>
        {again && <Notice tone="good">{say('code.resent')}</Notice>}
        <h1>{say('details.email.codeTitle')}</h1>
        {sent && <p className="break-words">{say('details.email.sentTo', { email: journey.data.email, reference: sent.reference })}</p>}
        <ActionForm id="code" action={sendEmailCode} {...formWords(say)}>
          <input type="hidden" name="journey" value={journey.id} />
          <CodeField
            name="code"
            label={say('code.label')}
            labelLang={say.languageOf('code.label')}
            hint={say('code.hint', { minutes: organisation.settings.codes.lifeMinutes })}
          />
          <Button lang={say.languageOf('code.submit')}>{say('code.submit')}</Button>
        </ActionForm>
        <CodeHelp visit={visit} messageId={sent?.messageId ?? null} channel="email" journeyId={journey.id} resend={sendEmailCodeAgain} />
      </div>
    </InsidePage>
  )
}

/** The page that began a change tells how it ended, in another browser perhaps. */
async function Ended({ visit }: { visit: MemberVisit }) {
  const { deps, organisation, client, session, say, paths } = visit
  const state = await findLatestJourneyState(deps, { organisationId: organisation.id, kind: emailKind, browser: client.browser, personId: session.personId })
  if (state === null || state === 'replaced') redirect(paths.myDetails)
  const [title, text] =
    state === 'done'
      ? [say('go.done.title'), say('go.done.text.signedIn')]
      : state === 'refused'
        ? [say('details.email.codeTitle'), sayFailure(visit, 'details.email.taken')]
        : [say('details.email.codeTitle'), say('details.ended')]
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <h1>{title}</h1>
        <p>{text}</p>
        <ButtonLink href={paths.myDetails}>{say('page.myDetails')}</ButtonLink>
      </div>
    </InsidePage>
  )
}
