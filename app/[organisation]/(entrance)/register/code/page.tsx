import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { findRegistration, registrationKind } from '@/lib/flows/register/journey'
import { readAddressWay } from '@/lib/flows/register/read-address-way'
import { findLatestJourneyState } from '@/lib/journeys/linked-journey'
import { helpContact } from '@/lib/web/help-contact'
import { CodeForm } from '../../../code-form'
import { EntrancePage } from '../../../entrance-page'
import { formWords } from '../../../form-words'
import { sayHour } from '../../../say-hour'
import { titleOf } from '../../../title'
import { type CodeQuery, codeQuery } from '../../code-query'
import { MovedPage } from '../../moved-page'
import { RefusalNote } from '../../recover/address-watch'
import { SendingPage } from '../../sending-page'
import { sendAgain, sendCode } from '../actions'
import { afterRegistration } from '../after-registration'
import { requireOpenRegistration } from '../require-registration'

export const generateMetadata = () => titleOf('register.code.title')

/** "Look into your mail": the same for every address, one with an account too (security.md 33). */
export default async function RegistrationCodePage({ searchParams }: { searchParams: Promise<CodeQuery> }) {
  const visit = await requireOpenRegistration()
  const { deps, organisation, client, say, paths } = visit
  const journey = await findRegistration(deps, organisation, client)
  const state = journey?.state ?? (await findLatestJourneyState(deps, { organisationId: organisation.id, kind: registrationKind, browser: client.browser }))
  if (state === 'moved') return <MovedPage />
  if (journey?.state !== 'awaiting-proof') redirect(await afterRegistration(visit))
  const { again, sending } = await searchParams
  const { email, reference } = journey.data
  const askedAt = new Date(journey.data.askedAt)
  const way = await readAddressWay(deps, organisation, journey)
  if (sending) return <SendingPage visit={visit} href={`${paths.register}/code${codeQuery({ isAgain: Boolean(again) })}`} askedAt={askedAt} way={way} />
  return (
    <EntrancePage visit={visit} back={{ href: paths.register, label: say('register.otherAddress') }}>
      {again && <Notice tone="good">{say('code.resent')}</Notice>}
      <CodeForm visit={visit} journeyId={journey.id} action={sendCode} label="recover.code.label" submit="register.submit">
        <RefusalNote
          askedAt={askedAt}
          now={deps.now()}
          href={`${paths.register}/way`}
          text={say('register.refused', { help: helpContact(visit) })}
          isRefused={way === 'refused'}
        />
        <h1>{say('register.code.title')}</h1>
        <p className="break-words">{say('register.code.sent', { email, reference, at: sayHour(visit, askedAt) })}</p>
        <p>{say('register.code.known')}</p>
      </CodeForm>
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
