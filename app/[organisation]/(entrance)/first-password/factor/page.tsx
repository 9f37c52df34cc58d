import { redirect } from 'next/navigation'
import { findChoosing } from '@/lib/flows/first-password/use-first-password'
import { openVisit } from '@/lib/web/visit'
import { titleOf } from '../../../title'
import { OwnFactorPage } from '../../own-factor-page'
import { sendOwnCode } from '../actions'

export const generateMetadata = () => titleOf('factor.proof.title')

/** The own factor of somebody who was sent a first-time password. */
export default async function FirstPasswordFactorPage({ searchParams }: { searchParams: Promise<{ way?: string }> }) {
  const visit = await openVisit()
  const { deps, organisation, client, paths } = visit
  const waiting = await findChoosing(deps, organisation, client, undefined, 'awaiting-own-factor')
  if (!waiting) redirect(`${paths.firstPassword}/choose`)
  const { way } = await searchParams
  return (
    <OwnFactorPage
      visit={visit}
      person={waiting.person}
      journeyId={waiting.journey.id}
      wished={way}
      href={`${paths.firstPassword}/factor`}
      action={sendOwnCode}
    />
  )
}
