import { ButtonLink } from '@/components/button'
import { inLanguage } from '@/lib/organisations/rules'
import type { Visit } from '@/lib/web/visit'

type Way = { visit: Visit; to?: string; isAgain?: boolean; label?: string }

/** The organisation's other provider, where it has one. */
export function ProviderWay({ visit: { say, organisation, paths }, to, isAgain, label }: Way) {
  const { provider } = organisation.settings
  if (provider.issuer === null) return null
  const query = new URLSearchParams({ ...(to ? { to } : {}), ...(isAgain ? { again: '1' } : {}) }).toString()
  return (
    <ButtonLink href={`${paths.signInProviderBegin}${query && `?${query}`}`} variant="second" isWide>
      {label ?? inLanguage(provider.label, say.language) ?? say('provider.begin')}
    </ButtonLink>
  )
}
