import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { isPersonKnown } from '@/lib/flows/recover/begin-recovery'
import { findRecovery, recoveryKind } from '@/lib/flows/recover/journey'
import { readAddressWay } from '@/lib/flows/recover/read-address-way'
import { awaitedProof, type ProofWay } from '@/lib/flows/recover/rules'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { helpContact } from '@/lib/web/help-contact'
import { openVisit } from '@/lib/web/visit'
import { CodeForm } from '../../code-form'
import { EntrancePage } from '../../entrance-page'
import { formWords } from '../../form-words'
import { sayHour } from '../../say-hour'
import { type CodeQuery, codeQuery } from '../code-query'
import { MovedPage } from '../moved-page'
import { SendingPage } from '../sending-page'
import { sendAgain, sendCode } from './actions'
import { AddressWatch } from './address-watch'
import { afterRecovery } from './after-recovery'
import { WayOfCode } from './way-of-code'

export type CodePageProps = { searchParams: Promise<CodeQuery> }

/**
 * Says the same to everybody: nobody learns here whether a name, a number or an address exists (security.md 33). The page
 * of each proof is its own, so that going back and forth never types one code into the other's field.
 */
export async function CodePage({ searchParams, proof }: CodePageProps & { proof: 0 | 1 }) {
  const visit = await openVisit()
  const { deps, organisation, client, say, paths } = visit
  const journey = await findRecovery(deps, organisation, client)
  const state = journey?.state ?? (await findLatestJourneyState(deps, { organisationId: organisation.id, kind: recoveryKind, browser: client.browser }))
  if (state === 'moved') return <MovedPage />
  if (!journey || awaitedProof(journey.state) !== proof) redirect(await afterRecovery(visit))
  const { again, sending } = await searchParams
  const { recovery } = organisation.settings
  const { data } = journey
  const askedAt = new Date(data.askedAt)
  if (sending && proof === 0) {
    const way = await readAddressWay(deps, organisation, journey)
    return <SendingPage visit={visit} href={`${paths.recover}/code${codeQuery({ isAgain: Boolean(again) })}`} askedAt={askedAt} way={way} />
  }
  const count = recovery.proofs.length
  return (
    <EntrancePage visit={visit} back={proof === 0 ? { href: paths.recover, label: say('page.back') } : undefined}>
      {again ? <Notice tone="good">{say('code.resent')}</Notice> : proof > 0 && <Notice tone="good">{say('recover.code.firstIn')}</Notice>}
      <CodeForm visit={visit} journeyId={journey.id} action={sendCode} label="recover.code.label" submit="recover.code.submit">
        {proof === 0 && <AddressWatch visit={visit} journey={journey} />}
        <div className="stack tight">
          {say('recover.code.lead') && (
            <p className="quiet" lang={say.languageOf('recover.code.lead')}>
              {say('recover.code.lead')}
            </p>
          )}
          {count > 1 && <p className="quiet">{say('recover.code.step', { number: proof + 1, count })}</p>}
          <h1 lang={say.languageOf('recover.code.title')}>{say('recover.code.title')}</h1>
        </div>
        <p>{say(whatWasSent(recovery.proofs[proof] ?? []), { reference: data.reference, at: sayHour(visit, askedAt) })}</p>
        <input type="hidden" name="proof" value={proof} />
      </CodeForm>
      <div className="stack w-full">
        {isPersonKnown(organisation, client) && <WayOfCode visit={visit} journey={journey} />}
        <details>
          <summary>{say('recover.code.notReceived')}</summary>
          <p className="quiet">{say('recover.code.notReceived.text', { help: helpContact(visit) })}</p>
        </details>
        <ActionForm id="resend" action={sendAgain} {...formWords(say)}>
          <input type="hidden" name="journey" value={journey.id} />
          <input type="hidden" name="proof" value={proof} />
          <Button variant="second">{say('code.resend')}</Button>
        </ActionForm>
      </div>
    </EntrancePage>
  )
}

const whatWasSent = (ways: readonly ProofWay[]) => {
  if (ways.length > 1) return 'recover.code.sent'
  return ways.includes('sms') ? 'recover.code.sentBySms' : 'recover.code.sentByEmail'
}
