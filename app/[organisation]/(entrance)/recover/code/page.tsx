import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { Notice } from '@/components/notice'
import { findRecovery, recoveryKind } from '@/lib/flows/recover/journey'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { helpContact } from '../../../help-line'
import { titleOf } from '../../../title'
import { sendAgain, sendCode } from '../actions'
import { AddressWatch } from '../address-watch'
import { afterRecovery } from '../after-recovery'

export const generateMetadata = () => titleOf('recover.code.title')

/** Says the same to everybody: nobody learns here whether a name, a number or an address exists (security.md 33). */
export default async function RecoveryCodePage({ searchParams }: { searchParams: Promise<{ again?: string }> }) {
  const visit = await openVisit()
  const { deps, organisation, client, say, paths } = visit
  const journey = await findRecovery(deps, organisation, client)
  const state = journey?.state ?? (await findLatestJourneyState(deps, { organisationId: organisation.id, kind: recoveryKind, browser: client.browser }))
  if (state === 'moved') return <Moved />
  if (journey?.state !== 'awaiting-code') redirect(await afterRecovery(visit))
  const { again } = await searchParams
  const { lifeMinutes } = organisation.settings.codes
  const at = new Intl.DateTimeFormat(say.language, { hour: '2-digit', minute: '2-digit', timeZone: organisation.settings.timeZone }).format(journey.createdAt)
  return (
    <EntrancePage visit={visit} back={{ href: paths.recover, label: say('page.back') }}>
      {again && <Notice tone="good">{say('code.resent')}</Notice>}
      <ActionForm id="code" action={sendCode} {...formWords(say)}>
        <AddressWatch visit={visit} journey={journey} />
        <div className="stack tight">
          {say('recover.code.lead') && (
            <p className="quiet" lang={say.languageOf('recover.code.lead')}>
              {say('recover.code.lead')}
            </p>
          )}
          <h1 lang={say.languageOf('recover.code.title')}>{say('recover.code.title')}</h1>
        </div>
        <p>
          {say(organisation.settings.recovery.channels.includes('email') ? 'recover.code.sent' : 'recover.code.sentBySms', {
            reference: journey.data.reference,
            at,
          })}
        </p>
        <input type="hidden" name="journey" value={journey.id} />
        <CodeField
          name="code"
          label={say('recover.code.label')}
          labelLang={say.languageOf('recover.code.label')}
          hint={say('code.hint', { minutes: lifeMinutes })}
        />
        <Button lang={say.languageOf('recover.code.submit')}>{say('recover.code.submit')}</Button>
      </ActionForm>
      <div className="stack w-full">
        <details>
          <summary>{say('recover.code.notReceived')}</summary>
          <p className="quiet">{say('recover.code.notReceived.text', { help: helpContact(visit) })}</p>
        </details>
        <ActionForm id="resend" action={sendAgain} {...formWords(say)}>
          <input type="hidden" name="journey" value={journey.id} />
          <Button variant="second">{say('code.resend')}</Button>
        </ActionForm>
      </div>
    </EntrancePage>
  )
}

/** The mailed link was used in another browser: the journey went there. */
async function Moved() {
  const visit = await openVisit()
  const { say } = visit
  return (
    <EntrancePage visit={visit}>
      <h1>{say('recover.moved.title')}</h1>
      <p>{say('recover.moved.text')}</p>
    </EntrancePage>
  )
}
