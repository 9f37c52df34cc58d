'use server'

import { refresh } from 'next/cache'
import { beginRecovery } from '@/lib/flows/recover/begin-recovery'
import { codeForm, identifierForm, passkeyForm, passwordForm, resendForm } from '@/lib/flows/sign-in/schema'
import { resendCode, submitCode } from '@/lib/flows/sign-in/submit-code'
import { submitPasskey } from '@/lib/flows/sign-in/submit-passkey'
import { type Answer, goTo, publicAction, wrong } from '@/lib/web/actions'
import { comeIn } from '@/lib/web/come-in'
import { cookieJar } from '@/lib/web/cookies'
import { safeReturn } from '@/lib/web/paths'
import { sayFailure } from '@/lib/web/say-failure'
import { findFirstStep, takeIdentifier, takePassword } from '@/lib/web/sign-in-steps'
import type { Visit } from '@/lib/web/visit'
import { afterAsking } from '../recover/after-recovery'

export const sendIdentifier = publicAction(identifierForm, async (visit, typed) =>
  typed.way ? carryName(visit, typed.identifier) : takeIdentifier(visit, typed),
)

export const sendPassword = publicAction(passwordForm, async (visit, typed) => {
  if (!typed.way) return takePassword(visit, typed, await cookieJar())
  const journey = await findFirstStep(visit, typed.journey)
  return carryName(visit, journey?.data.identifier ?? typed.identifier)
})

export const sendCode = publicAction(codeForm, async (visit, { journey, code, by, device }) => {
  const { deps, organisation, client, paths } = visit
  const answer = await submitCode(deps, organisation, client, journey, code, { way: by, remembersDevice: device === 'yes' })
  if (answer.ok) return comeIn(visit, await cookieJar(), answer.value)
  if (by === 'passkey') refresh() // a passkey that was refused is asked for anew
  return answer.failure === 'signIn.ended' ? goTo(`${paths.signIn}?ended=1`) : wrong(sayFailure(visit, answer.failure), 'code')
})

export const sendPasskey = publicAction(passkeyForm, async (visit, { code, to }) => {
  const { deps, organisation, client, base } = visit
  const answer = await submitPasskey(deps, organisation, client, code, safeReturn(to, base))
  if (answer.ok) return comeIn(visit, await cookieJar(), answer.value)
  refresh() // the next try needs a challenge of its own
  return wrong(sayFailure(visit, answer.failure))
})

export const sendAgain = publicAction(resendForm, async (visit, { journey, first }) => {
  const { deps, organisation, client, paths } = visit
  const answer = await resendCode(deps, organisation, client, journey)
  if (answer.ok) return goTo(`${paths.signInCode}${first ? '?way=sms' : '?again=1'}`)
  return answer.failure === 'signIn.ended' ? goTo(`${paths.signIn}?ended=1`) : wrong(sayFailure(visit, answer.failure))
})

/** "Problem" takes the typed name along and sends the code at once (M1); with nothing typed the recovery page asks. */
async function carryName(visit: Visit, name: string | undefined): Promise<Answer> {
  const { deps, organisation, client, paths } = visit
  if (!name || !organisation.settings.recovery.isOpen) return goTo(paths.recover)
  const begun = await beginRecovery(deps, organisation, client, name)
  return begun.ok ? goTo(await afterAsking(visit)) : wrong(sayFailure(visit, begun.failure))
}
