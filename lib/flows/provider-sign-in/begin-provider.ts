import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney } from '@/lib/journeys/journey'
import { isUsedUp } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { askProvider } from '@/lib/providers/ask-provider'
import { type Client, failedSignInsHere } from '../client'
import { providerKind, providerMinutes } from './journey'
import { type ProviderFailure, refuseProvider } from './refuse-provider'

type Wish = { redirectUri: string; returnTo: string | null; language: string; isAgain: boolean }

/** Where this browser is to sign in at the organisation's other provider. Nobody is looked up here. */
export async function beginProvider(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { returnTo, ...wish }: Wish,
): Promise<Result<string, ProviderFailure>> {
  if (organisation.settings.provider.issuer === null) return failure('provider.ended')
  if (await isUsedUp(deps, failedSignInsHere(organisation, client))) return failure('signIn.tooManyFromHere')
  try {
    const { question, addressOf } = await askProvider(deps, organisation, wish)
    const begin = { organisationId: organisation.id, kind: providerKind, state: 'awaiting-provider', browser: client.browser, personId: null }
    const { id } = await beginJourney(deps, { ...begin, minutes: providerMinutes, data: { question, returnTo } })
    return success(addressOf(id))
  } catch (error) {
    return failure(await refuseProvider(deps, organisation, client, error))
  }
}
