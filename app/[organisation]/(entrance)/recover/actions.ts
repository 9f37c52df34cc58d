'use server'

import { refresh } from 'next/cache'
import { beginRecovery } from '@/lib/flows/recover/begin-recovery'
import { acceptTerms, chooseWay, setRecoveredPassword } from '@/lib/flows/recover/finish-recovery'
import { findRecovery } from '@/lib/flows/recover/journey'
import { resendRecovery, submitRecoveryCode } from '@/lib/flows/recover/prove-contact'
import { submitOwnFactor } from '@/lib/flows/recover/prove-own-factor'
import { choiceForm, codeForm, newPasswordForm, ownCodeForm, recoverForm, resendForm, termsForm, userNameForm } from '@/lib/flows/recover/schema'
import { type Answer, goTo, publicAction, wrong } from '@/lib/web/actions'
import { sayFailure } from '@/lib/web/say-failure'
import type { Visit } from '@/lib/web/visit'
import { afterAsking, afterRecovery } from './after-recovery'

export const sendName = publicAction(recoverForm, async (visit, { identifier }) => {
  const begun = await beginRecovery(visit.deps, visit.organisation, visit.client, identifier)
  return begun.ok ? goTo(await afterAsking(visit)) : wrong(sayFailure(visit, begun.failure))
})

export const askUserName = publicAction(userNameForm, async (visit, { contact }) => {
  const begun = await beginRecovery(visit.deps, visit.organisation, visit.client, contact, 'user-name')
  return begun.ok ? goTo(`${visit.paths.recover}/user-name/sent`) : wrong(sayFailure(visit, begun.failure))
})

export const sendCode = publicAction(codeForm, async (visit, { code, ...page }) => {
  const answer = await submitRecoveryCode(visit.deps, visit.organisation, visit.client, page, code)
  if (answer.ok) return goTo(await afterRecovery(visit))
  return answer.failure === 'recover.ended' ? goOn(visit, page.journey) : wrong(sayFailure(visit, answer.failure), 'code')
})

export const sendAgain = publicAction(resendForm, async (visit, page) => {
  const answer = await resendRecovery(visit.deps, visit.organisation, visit.client, page)
  if (answer.ok) return goTo(await afterAsking(visit, { isAgain: true }))
  return answer.failure === 'recover.ended' ? goOn(visit, page.journey) : wrong(sayFailure(visit, answer.failure))
})

export const sendOwnCode = publicAction(ownCodeForm, async (visit, { journey, by, code }) => {
  const answer = await submitOwnFactor(visit.deps, visit.organisation, visit.client, journey, { way: by, typed: code })
  if (answer.ok) return goTo(await afterRecovery(visit))
  if (by === 'passkey') refresh() // a passkey that was refused is asked for anew
  return answer.failure === 'recover.ended' ? goOn(visit, journey) : wrong(sayFailure(visit, answer.failure), 'code')
})

export const sendTerms = publicAction(termsForm, async (visit, { journey }) => {
  const answer = await acceptTerms(visit.deps, visit.organisation, visit.client, journey)
  return answer.ok ? goTo(await afterRecovery(visit)) : goOn(visit, journey)
})

export const sendChoice = publicAction(choiceForm, async (visit, { journey, choice }) => {
  const answer = await chooseWay(visit.deps, visit.organisation, visit.client, journey, choice)
  if (answer.ok) return goTo(await afterRecovery(visit))
  return answer.failure === 'recover.ended' ? goOn(visit, journey) : wrong(sayFailure(visit, answer.failure))
})

export const sendNewPassword = publicAction(newPasswordForm, async (visit, { journey, newPassword }) => {
  const answer = await setRecoveredPassword(visit.deps, visit.organisation, visit.client, journey, newPassword)
  if (answer.ok) return goTo(await afterRecovery(visit))
  if (answer.failure === 'recover.ended') return goOn(visit, journey)
  return { wrong: answer.failure.map(({ key, values }) => ({ field: 'newPassword', text: visit.say(key, values) })) }
})

/** A step that was taken already, in another tab or by a second press, leads to where the journey stands; one that is over to its beginning. */
async function goOn(visit: Visit, journeyId: string): Promise<Answer> {
  const isLive = (await findRecovery(visit.deps, visit.organisation, visit.client, journeyId)) !== null
  return goTo(isLive ? await afterRecovery(visit, journeyId) : `${visit.paths.recover}?ended=1`)
}
