import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { CodeField } from '@/components/code-field'
import { Notice } from '@/components/notice'
import { isAddressRefused } from '@/lib/flows/register/is-address-refused'
import { findRegistration, registrationKind } from '@/lib/flows/register/journey'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { helpContact } from '../../../help-line'
import { titleOf } from '../../../title'
import { MovedPage } from '../../moved-page'
import { RefusalNote } from '../../recover/address-watch'
import { sendAgain, sendCode } from '../actions'
import { afterRegistration } from '../after-registration'
import { requireOpenRegistration } from '../require-registration'

export const generateMetadata = () => titleOf('register.code.title')

/** "Look into your mail": the same for every address, one with an account too (security.md 33). */
export default async function RegistrationCodePage({ searchParams }: { searchParams: Promise<{ again?: string }> }) {
  const visit = await requireOpenRegistration()
  const { deps, organisation, client, say, paths } = visit
  const journey = await findRegistration(deps, organisation, client)
  const state = journey?.state ?? (await findLatestJourneyState(deps, { organisationId: organisation.id, kind: registrationKind, browser: client.browser }))
  if (state === 'moved') return <MovedPage />
  if (journey?.state !== 'awaiting-proof') redirect(await afterRegistration(visit))
  const { again } = await searchParams
  const { email, reference } = journey.data
  const askedAt = new Date(journey.data.askedAt)
  const hour = new Intl.DateTimeFormat(say.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: organisation.settings.timeZone })
  const isRefused = await isAddressRefused(deps, organisation, journey)
  return (
    <EntrancePage visit={visit} back={{ href: paths.register, label: say('register.otherAddress') }}>
      {again && <Notice tone="good">{say('code.resent')}</Notice>}
      <ActionForm id="code" action={sendCode} {...formWords(say)}>
        <RefusalNote
          askedAt={askedAt}
          now={deps.now()}
          href={`${paths.register}/way`}
          text={say('register.refused', { help: helpContact(visit) })}
          isRefused={isRefused}
        />
        <h1>{say('register.code.title')}</h1>
        <p className="break-words">{say('register.code.sent', { email, reference, at: hour.format(askedAt) })}</p>
        <p>{say('register.code.known')}</p>
        <input type="hidden" name="journey" value={journey.id} />
        <CodeField name="code" label={say('recover.code.label')} hint={say('code.hint', { minutes: organisation.settings.codes.lifeMinutes })} />
        <Button>{say('register.submit')}</Button>
      </ActionForm>
      <div className="stack w-full">
        <details>
          <summary>{say('code.notReceivedEmail')}</summary>
          <p className="quiet">{say('code.notReceivedEmail.text', { help: helpContact(visit) })}</p>
        </details>
        <ActionForm id="resend" action={sendAgain} {...formWords(say)}>
          <input type="hidden" name="journey" value={journey.id} />
          <Button variant="second">{say('code.resend')}</Button>
        </ActionForm>
      </div>
    </EntrancePage>
  )
}
