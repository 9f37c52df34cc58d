'use server'

import { beginRegistration } from '@/lib/flows/register/begin-registration'
import { finishRegistration } from '@/lib/flows/register/finish-registration'
import { resendRegistration, submitRegistrationCode } from '@/lib/flows/register/prove-address'
import { codeForm, passwordForm, registerForm, resendForm } from '@/lib/flows/register/schema'
import { goTo, publicAction, wrong } from '@/lib/web/actions'
import { sayFailure } from '@/lib/web/say-failure'
import { isAnswerToForm, type Visit } from '@/lib/web/visit'
import { codeQuery } from '../code-query'
import { afterRegistration } from './after-registration'

export const register = publicAction(registerForm, async (visit, wish) => {
  const { deps, organisation, client, paths, say } = visit
  if (!organisation.settings.signIn.isRegistrationOpen) return goTo(paths.register)
  const begun = await beginRegistration(deps, organisation, client, { ...wish, language: say.language })
  return begun.ok ? goTo(await whileSending(paths)) : wrong(sayFailure(visit, begun.failure))
})

export const sendCode = publicAction(codeForm, async (visit, { journey, code }) => {
  const answer = await submitRegistrationCode(visit.deps, visit.organisation, visit.client, journey, code)
  if (answer.ok || answer.failure === 'recover.ended') return goTo(await afterRegistration(visit))
  return wrong(sayFailure(visit, answer.failure), 'code')
})

export const sendAgain = publicAction(resendForm, async (visit, { journey }) => {
  const answer = await resendRegistration(visit.deps, visit.organisation, visit.client, journey)
  if (answer.ok) return goTo(await whileSending(visit.paths, { isAgain: true }))
  return answer.failure === 'recover.ended' ? goTo(await afterRegistration(visit)) : wrong(sayFailure(visit, answer.failure))
})

export const sendPassword = publicAction(passwordForm, async (visit, { journey, newPassword }) => {
  const answer = await finishRegistration(visit.deps, visit.organisation, visit.client, journey, newPassword)
  if (answer.ok || !Array.isArray(answer.failure)) return goTo(await afterRegistration(visit))
  return { wrong: answer.failure.map(({ key, values }) => ({ field: 'newPassword', text: visit.say(key, values) })) }
})

/** Forms that JavaScript did not send lead to a page that waits for the mail server's answer (H5). */
const whileSending = async ({ register }: Visit['paths'], { isAgain = false } = {}) =>
  `${register}/code${codeQuery({ isAgain, isWaiting: !(await isAnswerToForm()) })}`
