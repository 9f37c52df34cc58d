import { ButtonLink } from '@/components/button'
import { untouched } from '@/components/form-state'
import { Part } from '@/components/part'
import { findKeptForm } from '@/lib/flows/keep-form'
import { findDetails } from '@/lib/people/find-details'
import { requireMember } from '@/lib/web/session'
import { InsidePage } from '../../inside-page'
import { insideTitleOf } from '../../title'
import { DevicesPart } from './devices-part'
import { EmailPart } from './email-part'
import { ErasurePart } from './erasure-part'
import { FactorsPart } from './factors-part'
import { MobilePart } from './mobile-part'
import { PasswordPart } from './password-part'
import { AddressPart, LanguagePart, NamePart } from './personal-parts'
import { RememberedPart } from './remembered-part'
import { SignInsPart } from './sign-ins-part'

export const generateMetadata = () => insideTitleOf('page.myDetails')

/** Everything that people keep themselves, one form per thing. */
export default async function MyDetailsPage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const visit = await requireMember()
  const { deps, organisation, client, session, say, paths } = visit
  const person = await findDetails(deps, organisation.id, session.personId)
  if (!person) throw new Error('a session without its person')
  const { saved } = await searchParams
  const kept = await findKeptForm(deps, organisation, client, session.personId)
  const stateOf = (part: string) => {
    if (kept?.form === part) return { ...untouched, values: kept.values, note: say('page.kept') }
    return saved === part ? { ...untouched, message: say('details.saved') } : undefined
  }
  return (
    <InsidePage visit={visit}>
      <h1>{say('page.myDetails')}</h1>
      <MobilePart visit={visit} person={person} initialState={stateOf('mobile')} />
      <EmailPart visit={visit} person={person} initialState={stateOf('email')} />
      <NamePart visit={visit} details={person} initialState={stateOf('name')} />
      <AddressPart visit={visit} details={person} initialState={stateOf('address')} />
      <LanguagePart visit={visit} details={person} initialState={stateOf('language')} />
      {!organisation.settings.myDetails.isPasswordWithMobile && <PasswordPart visit={visit} person={person} />}
      <FactorsPart visit={visit} />
      <DevicesPart visit={visit} />
      <RememberedPart visit={visit} />
      <SignInsPart visit={visit} />
      <Part title={say('ownLog.title')} text={say('ownLog.why')}>
        <div>
          <ButtonLink variant="second" href={paths.ownLog}>
            {say('ownLog.link')}
          </ButtonLink>
        </div>
      </Part>
      <Part title={say('details.data.title')} text={say('details.data.why')}>
        <div>
          <ButtonLink variant="second" href={paths.ownData}>
            {say('details.data.link')}
          </ButtonLink>
        </div>
      </Part>
      <ErasurePart visit={visit} />
    </InsidePage>
  )
}
