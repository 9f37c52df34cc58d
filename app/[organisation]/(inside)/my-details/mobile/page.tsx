import { redirect } from 'next/navigation'
import { findSentCode } from '@/lib/codes/check-code'
import { findMobileChange, mobileKind } from '@/lib/flows/change-details/change-mobile'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { sayPhone } from '@/lib/organisations/say-phone'
import { requireMember } from '@/lib/web/session'
import { insideTitleOf } from '../../../title'
import { sendMobileCode, sendMobileCodeAgain } from '../actions'
import { ChangeCodePage } from '../change-code-page'

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
    <ChangeCodePage
      visit={visit}
      title={say('details.mobile.codeTitle')}
      sentTo={sent && say('details.mobile.sentTo', { mobile: sayPhone(journey.data.mobile, organisation.settings.country), reference: sent.reference })}
      isAgain={Boolean(again)}
      journeyId={journey.id}
      messageId={sent?.messageId ?? null}
      channel="sms"
      send={sendMobileCode}
      resend={sendMobileCodeAgain}
    />
  )
}
