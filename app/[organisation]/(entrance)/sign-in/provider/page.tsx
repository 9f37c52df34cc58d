import { redirect } from 'next/navigation'
import { ButtonLink } from '@/components/button'
import { findWayOut } from '@/lib/providers/find-way-out'
import { sayFailure } from '@/lib/web/say-failure'
import { openVisit, type Visit } from '@/lib/web/visit'
import { EntrancePage } from '../../../entrance-page'
import { titleOf } from '../../../title'
import { ProviderWay } from '../provider-way'

export const generateMetadata = () => titleOf('provider.page.title')

/** Why nobody came in by the other provider. What stands here tells nobody whether an account exists. */
const told = [
  'provider.ended',
  'provider.declined',
  'provider.wrong',
  'provider.away',
  'provider.nobody',
  'signIn.tooManyFromHere',
  'signIn.firstInside',
  'signIn.noNumber',
] as const

export default async function ProviderPage({ searchParams }: { searchParams: Promise<{ why?: string | string[] }> }) {
  const visit = await openVisit()
  const { say, paths } = visit
  const { why } = await searchParams
  if (why === 'left') return <Left visit={visit} />
  const reason = told.find((each) => each === why)
  if (!reason && !why) redirect(paths.signIn)
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      <h1>{say('provider.page.title')}</h1>
      {/* What is not told apart, such as too many messages to a telephone, has the general sentence. */}
      <p>{sayFailure(visit, reason ?? 'provider.wrong')}</p>
      {/* Whoever is signed in there as somebody else comes back as the same again, unless they are asked there. */}
      <ProviderWay
        visit={visit}
        isAgain={reason === 'provider.nobody'}
        label={say(reason === 'provider.nobody' ? 'provider.otherAccount' : 'provider.again')}
      />
    </EntrancePage>
  )
}

/** Signed out here, and perhaps not there: whoever shares the computer has to know. */
async function Left({ visit }: { visit: Visit }) {
  const { deps, organisation, client, say, paths } = visit
  const out = await findWayOut(deps, organisation, `${client.origin}${paths.signIn}`)
  return (
    <EntrancePage visit={visit} back={{ href: paths.signIn, label: say('page.back') }}>
      <h1>{say('provider.left.title')}</h1>
      <p>{say('provider.left.text')}</p>
      {out && (
        <div>
          <ButtonLink href={paths.signInProviderLeave} variant="second">
            {say('provider.left.go')}
          </ButtonLink>
        </div>
      )}
    </EntrancePage>
  )
}
