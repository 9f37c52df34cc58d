import { redirect } from 'next/navigation'
import { ButtonLink } from '@/components/button'
import { findSentCode } from '@/lib/codes/check-code'
import { emailKind, findEmailChange } from '@/lib/flows/change-details/change-email'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { sayFailure } from '@/lib/web/say-failure'
import { type MemberVisit, requireMember } from '@/lib/web/session'
import { InsidePage } from '../../../inside-page'
import { insideTitleOf } from '../../../title'
import { sendEmailCode, sendEmailCodeAgain } from '../actions'
import { ChangeCodePage } from '../change-code-page'

export const generateMetadata = () => insideTitleOf('details.email.codeTitle')

/** The code that went to the new address; the link in the same message does the same in any browser. */
export default async function EmailCodePage({ searchParams }: { searchParams: Promise<{ again?: string }> }) {
  const visit = await requireMember()
  const { deps, organisation, client, session, say } = visit
  const journey = await findEmailChange(deps, organisation, client, session.personId)
  if (!journey) return <Ended visit={visit} />
  const sent = await findSentCode(deps, { organisation, journeyId: journey.id, purpose: 'email' })
  const { again } = await searchParams
  return (
    <ChangeCodePage
      visit={visit}
      title={say('details.email.codeTitle')}
      sentTo={sent && say('details.email.sentTo', { email: journey.data.email, reference: sent.reference })}
      isAgain={Boolean(again)}
      journeyId={journey.id}
      messageId={sent?.messageId ?? null}
      channel="email"
      send={sendEmailCode}
      resend={sendEmailCodeAgain}
    />
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
