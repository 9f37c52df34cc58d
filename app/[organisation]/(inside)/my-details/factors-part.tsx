import { ButtonLink } from '@/components/button'
import { Part } from '@/components/part'
import type { MemberVisit } from '@/lib/web/session'

/** Leads to what people set up themselves to prove themselves by, where the organisation offers it. */
export function FactorsPart({ visit: { say, organisation, paths } }: { visit: MemberVisit }) {
  const { areAppsOffered, arePasskeysOffered } = organisation.settings.factors
  if (!areAppsOffered && !arePasskeysOffered) return null
  return (
    <Part title={say('factor.title')} text={say(arePasskeysOffered ? 'factor.passkeys.why' : 'factor.why')}>
      <div>
        <ButtonLink variant="second" href={paths.factors}>
          {say('factor.link')}
        </ButtonLink>
      </div>
    </Part>
  )
}
