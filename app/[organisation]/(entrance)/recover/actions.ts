'use server'

import { beginRecovery } from '@/lib/flows/recover/begin-recovery'
import { acceptTerms, chooseWay, setRecoveredPassword } from '@/lib/flows/recover/finish-recovery'
import { resendRecovery, submitRecoveryCode } from '@/lib/flows/recover/prove-contact'
import { choiceForm, codeForm, newPasswordForm, recoverForm, resendForm, termsForm, userNameForm } from '@/lib/flows/recover/schema'
import { goTo, publicAction, wrong } from '@/lib/web/actions'
import { sayFailure } from '../sign-in/failure'
import { afterRecovery } from './after-recovery'

export const sendName = publicAction(recoverForm, async (visit, { identifier }) => {
  const begun = await beginRecovery(visit.deps, visit.organisation, visit.client, identifier)
  return begun.ok ? goTo(`${visit.paths.recover}/code`) : wrong(sayFailure(visit, begun.failure))
})

export const askUserName = publicAction(userNameForm, async (visit, { contact }) => {
  const begun = await beginRecovery(visit.deps, visit.organisation, visit.client, contact, 'user-name')
  return begun.ok ? goTo(`${visit.paths.recover}/user-name/sent`) : wrong(sayFailure(visit, begun.failure))
})

export const sendCode = publicAction(codeForm, async (visit, { journey, code }) => {
  const answer = await submitRecoveryCode(visit.deps, visit.organisation, visit.client, journey, code)
  if (answer.ok) return goTo(await afterRecovery(visit))
  return answer.failure === 'recover.ended' ? goTo(`${visit.paths.recover}?ended=1`) : wrong(sayFailure(visit, answer.failure), 'code')
})

export const sendAgain = publicAction(resendForm, async (visit, { journey }) => {
  const answer = await resendRecovery(visit.deps, visit.organisation, visit.client, journey)
  if (answer.ok) return goTo(`${visit.paths.recover}/code?again=1`)
  return answer.failure === 'recover.ended' ? goTo(`${visit.paths.recover}?ended=1`) : wrong(sayFailure(visit, answer.failure))
})

export const sendTerms = publicAction(termsForm, async (visit, { journey }) => {
  const answer = await acceptTerms(visit.deps, visit.organisation, visit.client, journey)
  return goTo(answer.ok ? await afterRecovery(visit) : `${visit.paths.recover}?ended=1`)
})

export const sendChoice = publicAction(choiceForm, async (visit, { journey, choice }) => {
  const answer = await chooseWay(visit.deps, visit.organisation, visit.client, journey, choice)
  return goTo(answer.ok ? await afterRecovery(visit) : `${visit.paths.recover}?ended=1`)
})

export const sendNewPassword = publicAction(newPasswordForm, async (visit, { journey, newPassword }) => {
  const answer = await setRecoveredPassword(visit.deps, visit.organisation, visit.client, journey, newPassword)
  if (answer.ok || answer.failure === 'recover.ended') return goTo(answer.ok ? await afterRecovery(visit) : `${visit.paths.recover}?ended=1`)
  return { wrong: answer.failure.map(({ key, values }) => ({ field: 'newPassword', text: visit.say(key, values) })) }
})
