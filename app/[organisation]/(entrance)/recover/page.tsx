import { ActionForm } from '@/components/action-form'
import { Button, ButtonLink } from '@/components/button'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import type { OrganisationSettings } from '@/lib/organisations/schema'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { formWords } from '../../form-words'
import { titleOf } from '../../title'
import { DeskPage } from '../desk-page'
import { sendName } from './actions'

export const generateMetadata = () => titleOf('recover.title')

/** The way back in begins with a name, and looks the same for every name. */
export default async function RecoverPage({ searchParams }: { searchParams: Promise<{ ended?: string; what?: string }> }) {
  const visit = await openVisit()
  const { say, paths, organisation } = visit
  if (!organisation.settings.recovery.isOpen) return <DeskPage />
  const { ended, what } = await searchParams
  if (organisation.settings.recovery.isUsernameOffered && what !== 'password') return <WhatPage />
  return (
    <EntrancePage visit={visit} back={{ href: organisation.settings.recovery.isUsernameOffered ? paths.recover : paths.signIn, label: say('page.back') }}>
      {ended && <Notice>{say('recover.ended')}</Notice>}
      <ActionForm id="recover" action={sendName} {...formWords(say)}>
        <h1 lang={say.languageOf('recover.title')}>{say('recover.title')}</h1>
        <p>{say(whatIsAsked(organisation.settings.recovery.proofs))}</p>
        <Field name="identifier" label={say('recover.identifier.label')} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <Button>{say('recover.submit')}</Button>
      </ActionForm>
    </EntrancePage>
  )
}

/** Says beforehand how many codes are sent, and where to. */
function whatIsAsked(proofs: OrganisationSettings['recovery']['proofs']) {
  if (proofs.length > 1) return 'recover.text.two'
  const ways = proofs.flat()
  if (ways.length > 1) return 'recover.text'
  return ways.includes('sms') ? 'recover.text.sms' : 'recover.text.email'
}

/** What was forgotten comes first (H4). */
async function WhatPage() {
  const visit = await openVisit()
  const { say, paths } = visit
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      <h1>{say('recover.what.title')}</h1>
      <ButtonLink isWide variant="second" href={`${paths.recover}?what=password`}>
        {say('recover.what.password')}
      </ButtonLink>
      <ButtonLink isWide variant="second" href={`${paths.recover}/user-name`}>
        {say('recover.what.username')}
      </ButtonLink>
    </EntrancePage>
  )
}
