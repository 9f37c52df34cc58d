import { notFound, redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { findSentCode } from '@/lib/codes/check-code'
import { findStaffProof } from '@/lib/flows/desk/prove-staff'
import { findWays } from '@/lib/flows/own-factors/ways'
import { findPerson } from '@/lib/people/find-person'
import { mobileEnding } from '@/lib/people/rules'
import { isStaff, provesStaff } from '@/lib/sessions/rules'
import { safeReturn } from '@/lib/web/paths'
import { requireMember } from '@/lib/web/session'
import { isAnswerToForm } from '@/lib/web/visit'
import { CodeForm } from '../../code-form'
import { CodeHelp } from '../../code-help'
import { formWords } from '../../form-words'
import { InsidePage } from '../../inside-page'
import { OwnCodeForm } from '../../own-code-form'
import { titleOf } from '../../title'
import { chosenWay, WayLinks } from '../../way-links'
import { sendOwnProof, sendProof, sendProofCode } from './actions'

export async function generateMetadata() {
  const { session } = await requireMember()
  if (!isStaff(session.roles)) notFound()
  return titleOf('desk.proof.title')
}

/** Staff who signed in with a password alone prove the second factor here before they see anybody (security.md 49). */
export default async function ProofPage({ searchParams }: { searchParams: Promise<{ to?: string; way?: string }> }) {
  const visit = await requireMember()
  const { deps, organisation, client, session, say, paths, base } = visit
  if (!isStaff(session.roles)) notFound()
  const { to: wishedTo, way: wished } = await searchParams
  const to = safeReturn(wishedTo, base) ?? paths.admin
  // The form of the right code stays in its place: it is the form that goes on.
  const isProved = provesStaff(session.factors)
  if (isProved && !(await isAnswerToForm())) redirect(to)
  const person = await findPerson(deps, organisation.id, session.personId)
  const ways = person ? await findWays(deps, organisation, person, client) : []
  const way = chosenWay(ways, wished)
  const journey = await findStaffProof(deps, organisation, client, session.personId)
  const sent = journey && (await findSentCode(deps, { organisation, journeyId: journey.id, purpose: 'staff' }))
  const ending = mobileEnding(person?.mobile ?? '')
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <h1>{say('desk.proof.title')}</h1>
        {way !== 'sms' ? (
          <OwnCodeForm visit={visit} way={way} personId={session.personId} action={sendOwnProof}>
            <p>{say('desk.proof.own')}</p>
            <input type="hidden" name="to" value={to} />
          </OwnCodeForm>
        ) : !person?.mobile || !person.mobileValidatedAt ? (
          <>
            <p>{say('desk.proof.noMobile')}</p>
            <ButtonLink href={paths.myDetails}>{say('page.myDetails')}</ButtonLink>
          </>
        ) : isProved || sent ? (
          <>
            {sent && <p>{say('code.sentTo', { ending, reference: sent.reference })}</p>}
            <CodeForm visit={visit} journeyId={journey?.id ?? ''} action={sendProofCode}>
              <input type="hidden" name="to" value={to} />
            </CodeForm>
            <CodeHelp visit={visit} messageId={sent?.messageId ?? null} channel="sms" journeyId={journey?.id ?? ''} resend={sendProof} />
          </>
        ) : (
          <ActionForm id="proof" action={sendProof} {...formWords(say)}>
            <p>{say('desk.proof.text', { ending })}</p>
            <input type="hidden" name="to" value={to} />
            <Button>{say('desk.proof.send')}</Button>
          </ActionForm>
        )}
        <WayLinks visit={visit} ways={ways} chosen={way} hrefOf={(other) => `${paths.adminProof}?way=${other}&to=${encodeURIComponent(to)}`} />
      </div>
    </InsidePage>
  )
}
