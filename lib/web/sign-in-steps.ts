import type { z } from 'zod'
import { beginSignIn } from '@/lib/flows/sign-in/begin-sign-in'
import { findSignIn } from '@/lib/flows/sign-in/journey'
import type { identifierForm, passwordForm } from '@/lib/flows/sign-in/schema'
import { submitPassword } from '@/lib/flows/sign-in/submit-password'
import { type Answer, goTo, wrong } from './answer'
import { comeIn } from './come-in'
import type { CookieJar } from './cookie-jar'
import { safeReturn } from './paths'
import type { Visit } from './read-visit'
import { sayFailure } from './say-failure'

// The steps of signing in that everybody takes, as the sign-in desk and the pages' own actions answer them.

/** First of two pages. */
export async function takeIdentifier(visit: Visit, { identifier, to }: z.output<typeof identifierForm>): Promise<Answer> {
  const { deps, organisation, client, paths, base } = visit
  if (!identifier) return wrong(visit.say('signIn.identifierMissing'), 'identifier')
  await beginSignIn(deps, organisation, client, identifier, safeReturn(to, base))
  return goTo(paths.signInPassword)
}

/** What the first of two pages has begun; null where there is one page. */
export const findFirstStep = ({ deps, organisation, client }: Visit, id: string | undefined) =>
  organisation.settings.signIn.pages === 2 ? findSignIn(deps, organisation, client, id) : null

/** Second of two pages, or the only one. */
export async function takePassword(visit: Visit, typed: z.output<typeof passwordForm>, jar: CookieJar): Promise<Answer> {
  const { deps, organisation, client, paths, base } = visit
  const { password, remember, to, journey: id } = typed
  const journey = await findFirstStep(visit, id)
  if (organisation.settings.signIn.pages === 2 && journey?.state !== 'awaiting-password') return goTo(`${paths.signIn}?ended=1`)
  const identifier = journey?.data.identifier ?? typed.identifier
  const missing = [
    ...(identifier ? [] : [{ field: 'identifier', text: visit.say('signIn.identifierMissing') }]),
    ...(password ? [] : [{ field: 'password', text: visit.say('signIn.passwordMissing') }]),
  ]
  if (!identifier || missing.length > 0) return { wrong: missing }
  const returnTo = journey?.data.returnTo ?? safeReturn(to, base)
  const answer = await submitPassword(deps, organisation, client, { identifier, password, wishesToBeRemembered: remember === 'yes', returnTo }, journey)
  if (!answer.ok) return wrong(sayFailure(visit, answer.failure))
  return answer.value.step === 'code' ? goTo(paths.signInCode) : comeIn(visit, jar, answer.value.session)
}
