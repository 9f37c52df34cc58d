import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { Notice } from '@/components/notice'
import { findSentCode } from '@/lib/codes/check-code'
import { findMobileChange, mobileKind } from '@/lib/flows/change-details/change-mobile'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { sayPhone } from '@/lib/organisations/say-phone'
import { requireMember } from '@/lib/web/session'
import { CodeHelp } from '../../../code-help'
import { formWords } from '../../../form-words'
import { InsidePage } from '../../../inside-page'
import { insideTitleOf } from '../../../title'
import { sendMobileCode, sendMobileCodeAgain } from '../actions'

export const generateMetadata = () => insideTitleOf('details.mobile.codeTitle')

/** The code that went to the new number. */
export default async function MobileCodePage({ searchParams }: { searchParams: Promise<{ again?: string }> }) {
  const visit = await requireMember()
  const { deps, organisation, client, session, say, paths } = visit
  const journey = await findMobileChange(deps, organisation, client, session.personId)
  if (!journey) {
    const state = await findLatestJourneyState(deps, { organisationId: organisation.id, kind: mobileKind, browser: client.browser, personId: session.personId })
    redirect(state === 'done' ? `${paths.myDetails}?saved=mobile` : paths.myDetails)
  }
  const sent = await findSentCode(deps, { organisation, journeyId: journey.id, purpose: 'mobile' })
  const { again } = await searchParams
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <a className="back text-hint" href={paths.myDetails}>
          <span aria-hidden="true">←&nbsp; </span>
          {say('page.back')}
        </a>
        {again && <Notice tone="good">{say('code.resent')}</Notice>}
        <h1>{say('details.mobile.codeTitle')}</h1>
        {sent && <p>{say('details.mobile.sentTo', { mobile: sayPhone(journey.data.mobile, organisation.settings.country), reference: sent.reference })}</p>}
        <ActionForm id="code" action={sendMobileCode} {...formWords(say)}>
          <input type="hidden" name="journey" value={journey.id} />
          <CodeField
            name="code"
            label={say('code.label')}
            labelLang={say.languageOf('code.label')}
            hint={say('code.hint', { minutes: organisation.settings.codes.lifeMinutes })}
          />
          <Button lang={say.languageOf('code.submit')}>{say('code.submit')}</Button>
        </ActionForm>
        <CodeHelp visit={visit} messageId={sent?.messageId ?? null} channel="sms" journeyId={journey.id} resend={sendMobileCodeAgain} />
      </div>
    </InsidePage>
  )
}
