import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { Notice } from '@/components/notice'
import { isPersonKnown } from '@/lib/flows/recover/begin-recovery'
import { findRecovery, recoveryKind } from '@/lib/flows/recover/journey'
import { awaitedProof, type ProofWay } from '@/lib/flows/recover/rules'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { formWords } from '../../form-words'
import { helpContact } from '../../help-line'
import { MovedPage } from '../moved-page'
import { sendAgain, sendCode } from './actions'
import { AddressWatch } from './address-watch'
import { afterRecovery } from './after-recovery'
import { WayOfCode } from './way-of-code'

export type CodePageProps = { searchParams: Promise<{ again?: string }> }

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
  const { again } = await searchParams
  const { codes, recovery, timeZone } = organisation.settings
  const { data } = journey
  const at = new Intl.DateTimeFormat(say.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(data.askedAt))
  const count = recovery.proofs.length
  return (
    <EntrancePage visit={visit} back={proof === 0 ? { href: paths.recover, label: say('page.back') } : undefined}>
      {again ? <Notice tone="good">{say('code.resent')}</Notice> : proof > 0 && <Notice tone="good">{say('recover.code.firstIn')}</Notice>}
      <ActionForm id="code" action={sendCode} {...formWords(say)}>
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
        <p>{say(whatWasSent(recovery.proofs[proof] ?? []), { reference: data.reference, at })}</p>
        <input type="hidden" name="journey" value={journey.id} />
        <input type="hidden" name="proof" value={proof} />
        <CodeField
          name="code"
          label={say('recover.code.label')}
          labelLang={say.languageOf('recover.code.label')}
          hint={say('code.hint', { minutes: codes.lifeMinutes })}
        />
        <Button lang={say.languageOf('recover.code.submit')}>{say('recover.code.submit')}</Button>
      </ActionForm>
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
