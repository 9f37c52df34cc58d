import type { Deps } from '@/lib/core/db'
import { isUuid } from '@/lib/core/is-uuid'
import { failure, type Result, success } from '@/lib/core/result'
import { findJourney, moveJourney } from '@/lib/journeys/journey'
import { isUsedUp } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { redeemAnswer } from '@/lib/providers/redeem-answer'
import { hasSecondFactorThere, provedAt } from '@/lib/providers/rules'
import type { Claims } from '@/lib/providers/schema'
import { type Client, failedSignInsHere } from '../client'
import { awaitCode } from '../sign-in/await-code'
import { findDue } from '../sign-in/find-due'
import { finishSignIn } from '../sign-in/finish-sign-in'
import type { SignInData } from '../sign-in/journey'
import { refuseDue } from '../sign-in/refuse-due'
import type { PasswordStep } from '../sign-in/submit-password'
import { findNamed } from './find-named'
import { type ProviderJourney, providerKind } from './journey'
import { type ProviderFailure, refuseProvider } from './refuse-provider'

/**
 * A browser comes back from the organisation's other provider. The answer counts once, in the browser that asked; whom it
 * names is found in the register by what the organisation chose, and proves as much as by a password.
 */
export async function finishProvider(deps: Deps, organisation: Organisation, client: Client, query: string): Promise<Result<PasswordStep, ProviderFailure>> {
  const state = new URLSearchParams(query).get('state') ?? ''
  const journey: ProviderJourney | null = isUuid(state)
    ? await findJourney(deps, { organisationId: organisation.id, kind: providerKind, browser: client.browser, id: state })
    : null
  if (!journey) return failure('provider.ended')
  if (await isUsedUp(deps, failedSignInsHere(organisation, client))) return failure('signIn.tooManyFromHere')
  // Used up before the code is: of two tabs that bring one answer, one goes on.
  if (!(await moveJourney(deps, journey, { state: 'answered', isFinished: true }))) return failure('provider.ended')
  const { question, returnTo } = journey.data
  let claims: Claims
  try {
    claims = await redeemAnswer(deps, organisation, question, state, query)
  } catch (error) {
    return failure(await refuseProvider(deps, organisation, client, error))
  }
  const named = await findNamed(deps, organisation, client, claims)
  return named.ok ? letIn(deps, organisation, client, named.value, claims, returnTo) : named
}

async function letIn(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person,
  claims: Claims,
  returnTo: string | null,
): Promise<Result<PasswordStep, ProviderFailure>> {
  const { settings } = organisation
  const { step, why } = await findDue(deps, organisation, person, client)
  const isProvedThere = hasSecondFactorThere(settings.provider, claims)
  const isDue = step === 'own' || step === 'code' || step === 'no-number'
  const data: SignInData = {
    identifier: '',
    wishesToBeRemembered: false,
    isByFormerName: false,
    failuresBefore: 0,
    returnTo,
    why: isDue && isProvedThere ? 'provider' : why,
    first: 'provider',
    provedAt: provedAt(claims, deps.now(), settings.sessions.freshMinutes).getTime(),
  }
  if (step === 'first-inside' || (step === 'no-number' && !isProvedThere)) return failure(await refuseDue(deps, organisation, client, person, step))
  if (isDue && !isProvedThere) return awaitCode(deps, organisation, client, person, data, { journey: null, isSent: step === 'code' })
  const factors = isProvedThere ? ['provider', 'provider-factor'] : ['provider']
  return success({ step: 'signed-in', session: await finishSignIn(deps, organisation, client, person, data, factors, null) })
}
