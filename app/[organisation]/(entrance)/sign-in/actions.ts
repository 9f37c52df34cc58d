'use server'

import { refresh } from 'next/cache'
import { beginRecovery } from '@/lib/flows/recover/begin-recovery'
import { beginSignIn } from '@/lib/flows/sign-in/begin-sign-in'
import { findSignIn } from '@/lib/flows/sign-in/journey'
import { codeForm, identifierForm, passkeyForm, passwordForm, resendForm } from '@/lib/flows/sign-in/schema'
import { resendCode, submitCode } from '@/lib/flows/sign-in/submit-code'
import { submitPasskey } from '@/lib/flows/sign-in/submit-passkey'
import { submitPassword } from '@/lib/flows/sign-in/submit-password'
import { type Answer, goTo, publicAction, wrong } from '@/lib/web/actions'
import { enter } from '@/lib/web/enter'
import { safeReturn } from '@/lib/web/paths'
import type { Visit } from '@/lib/web/visit'
import { afterAsking } from '../recover/after-recovery'
import { sayFailure } from './failure'

export const sendIdentifier = publicAction(identifierForm, async (visit, { identifier, to, way }) => {
  const { deps, organisation, client, paths, base } = visit
  if (way) return carryName(visit, identifier)
  if (!identifier) return wrong(visit.say('signIn.identifierMissing'), 'identifier')
  await beginSignIn(deps, organisation, client, identifier, safeReturn(to, base))
  return goTo(paths.signInPassword)
})

export const sendPassword = publicAction(passwordForm, async (visit, { identifier, password, remember, to, way, journey: id }) => {
  const { deps, organisation, client, paths, base } = visit
  const journey = organisation.settings.signIn.pages === 2 ? await findSignIn(deps, organisation, client, id) : null
  if (organisation.settings.signIn.pages === 2 && journey?.state !== 'awaiting-password') return goTo(`${paths.signIn}?ended=1`)
  const name = journey?.data.identifier ?? identifier
  if (way) return carryName(visit, name)
  const missing = [
    ...(name ? [] : [{ field: 'identifier', text: visit.say('signIn.identifierMissing') }]),
    ...(password ? [] : [{ field: 'password', text: visit.say('signIn.passwordMissing') }]),
  ]
  if (!name || missing.length > 0) return { wrong: missing }
  const returnTo = journey?.data.returnTo ?? safeReturn(to, base)
  const answer = await submitPassword(deps, organisation, client, { identifier: name, password, wishesToBeRemembered: remember === 'yes', returnTo }, journey)
  if (!answer.ok) return wrong(sayFailure(visit, answer.failure))
  return answer.value.step === 'code' ? goTo(paths.signInCode) : enter(visit, answer.value.session)
})

export const sendCode = publicAction(codeForm, async (visit, { journey, code, by, device }) => {
  const { deps, organisation, client, paths } = visit
  const answer = await submitCode(deps, organisation, client, journey, code, { way: by, remembersDevice: device === 'yes' })
  if (answer.ok) return enter(visit, answer.value)
  if (by === 'passkey') refresh() // a passkey that was refused is asked for anew
  return answer.failure === 'signIn.ended' ? goTo(`${paths.signIn}?ended=1`) : wrong(sayFailure(visit, answer.failure), 'code')
})

export const sendPasskey = publicAction(passkeyForm, async (visit, { code, to }) => {
  const { deps, organisation, client, base } = visit
  const answer = await submitPasskey(deps, organisation, client, code, safeReturn(to, base))
  if (answer.ok) return enter(visit, answer.value)
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
