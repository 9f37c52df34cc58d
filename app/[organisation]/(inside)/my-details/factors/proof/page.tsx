import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { BackLink } from '@/components/back-link'
import { Button } from '@/components/button'
import { findSentCode } from '@/lib/codes/check-code'
import { findStaffProof } from '@/lib/flows/desk/prove-staff'
import { mobileEnding } from '@/lib/people/rules'
import { isAnswerToForm } from '@/lib/web/visit'
import { CodeForm } from '../../../../code-form'
import { CodeHelp } from '../../../../code-help'
import { formWords } from '../../../../form-words'
import { InsidePage } from '../../../../inside-page'
import { OwnCodeForm } from '../../../../own-code-form'
import { insideTitleOf } from '../../../../title'
import { chosenWay, WayLinks } from '../../../../way-links'
import { sendOwnProof, sendProof, sendProofCode } from '../actions'
import { requireFactors } from '../require-factors'

export const generateMetadata = () => insideTitleOf('factor.proof.title')

/** The second factor of somebody who signed in without it, before they change what they prove themselves by. */
export default async function FactorProofPage({ searchParams }: { searchParams: Promise<{ way?: string }> }) {
  const { visit, person, ways, isDue } = await requireFactors()
  const { deps, organisation, client, say, paths } = visit
  if (!isDue && !(await isAnswerToForm())) redirect(paths.factors)
  const way = chosenWay(ways, (await searchParams).way)
  const journey = way === 'sms' ? await findStaffProof(deps, organisation, client, person.id) : null
  const sent = journey && (await findSentCode(deps, { organisation, journeyId: journey.id, purpose: 'staff' }))
  const ending = mobileEnding(person.mobile ?? '')
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <BackLink href={paths.factors}>{say('page.back')}</BackLink>
        <h1>{say('factor.proof.title')}</h1>
        <p>{say('factor.proof.why')}</p>
        {way !== 'sms' ? (
          <OwnCodeForm visit={visit} way={way} personId={person.id} action={sendOwnProof} />
        ) : sent || !isDue ? (
          <>
            {sent && <p>{say('code.sentTo', { ending, reference: sent.reference })}</p>}
            <CodeForm visit={visit} journeyId={journey?.id ?? ''} action={sendProofCode} />
            <CodeHelp visit={visit} messageId={sent?.messageId ?? null} channel="sms" journeyId={journey?.id ?? ''} resend={sendProof} />
          </>
        ) : (
          <ActionForm id="proof" action={sendProof} {...formWords(say)}>
            <p>{say('factor.sms.text', { ending })}</p>
            <Button>{say('factor.sms.send')}</Button>
          </ActionForm>
        )}
        <WayLinks visit={visit} ways={ways} chosen={way} hrefOf={(other) => `${paths.factorProof}?way=${other}`} />
      </div>
    </InsidePage>
  )
}
