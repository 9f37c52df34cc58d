import type { Journey } from '@/lib/journeys/journey'
import type { ProviderQuestion } from '@/lib/providers/schema'

/** What the portal asked another provider for a browser. States: see `provider-sign-in.mermaid`. Its id is the `state` of the question. */
export type ProviderJourney = Journey<{ question: ProviderQuestion; returnTo: string | null }>

export const providerKind = 'provider-sign-in'
/** How long somebody may take at the other provider; minutes. */
export const providerMinutes = 30
