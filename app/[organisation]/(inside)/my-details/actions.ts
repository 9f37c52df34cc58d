'use server'

import { refresh } from 'next/cache'
import { changeEmail, resendEmailCode } from '@/lib/flows/change-details/change-email'
import { type Changed, changeMobile } from '@/lib/flows/change-details/change-mobile'
import { changePassword } from '@/lib/flows/change-details/change-password'
import { changeSignInDetails } from '@/lib/flows/change-details/change-sign-in-details'
import { readWishedMobile } from '@/lib/flows/change-details/read-wished-mobile'
import { codeForm, emailForm, mobileForm, newPasswordForm, resendForm, signInDetailsForm } from '@/lib/flows/change-details/schema'
import { submitEmailCode } from '@/lib/flows/change-details/submit-email-code'
import { resendMobileCode, submitMobileCode } from '@/lib/flows/change-details/submit-mobile-code'
import type { BrokenRule } from '@/lib/passwords/find-broken-rules'
import { type Answer, goTo, memberAction, wrong } from '@/lib/web/actions'
import { sayFailure } from '@/lib/web/say-failure'
import type { MemberVisit } from '@/lib/web/session'
import { stepUp } from '../../step-up'

// What needs the present password, and the codes that follow.

export const saveMobile = memberAction(mobileForm, async (visit, { mobile, currentPassword }) => {
  const { deps, organisation, client } = visit
  const wished = readWishedMobile(organisation, mobile)
  if (!wished.ok) return wrong(sayFailure(visit, wished.failure), 'mobile')
  const proof = await stepUp(visit, currentPassword)
  if (!proof.ok) return proof.failure
  const changed = await changeMobile(deps, organisation, client, proof.value, wished.value)
  return changed.ok ? afterMobile(visit, changed.value) : wrong(sayFailure(visit, changed.failure), 'mobile')
})

export const saveSignInDetails = memberAction(signInDetailsForm, async (visit, { mobile, currentPassword, newPassword }) => {
  const { deps, organisation, client } = visit
  const wished = readWishedMobile(organisation, mobile)
  if (!wished.ok) return wrong(sayFailure(visit, wished.failure), 'mobile')
  const proof = await stepUp(visit, currentPassword)
  if (!proof.ok) return proof.failure
  const changed = await changeSignInDetails(deps, organisation, client, proof.value, { mobile: wished.value, newPassword })
  if (changed.ok) return afterMobile(visit, changed.value)
  return 'mobile' in changed.failure ? wrong(sayFailure(visit, changed.failure.mobile), 'mobile') : brokenRules(visit, changed.failure.password)
})

export const saveEmail = memberAction(emailForm, async (visit, { email, currentPassword }) => {
  const { deps, organisation, client, paths, say } = visit
  const proof = await stepUp(visit, currentPassword)
  if (!proof.ok) return proof.failure
  const changed = await changeEmail(deps, organisation, client, proof.value, email)
  if (!changed.ok) return wrong(sayFailure(visit, changed.failure), 'email')
  return changed.value === 'code' ? goTo(paths.emailCode) : { message: say('details.saved') }
})

export const savePassword = memberAction(newPasswordForm, async (visit, { currentPassword, newPassword }) => {
  const { deps, organisation, client, say } = visit
  const proof = await stepUp(visit, currentPassword)
  if (!proof.ok) return proof.failure
  const changed = await changePassword(deps, organisation, client, proof.value, newPassword)
  if (!changed.ok) return changed.failure === 'details.ended' ? wrong(sayFailure(visit, changed.failure)) : brokenRules(visit, changed.failure)
  refresh()
  return { message: say('details.saved') }
})

export const sendMobileCode = memberAction(codeForm, async (visit, { journey, code }) => {
  const { deps, organisation, client, session, paths } = visit
  const answer = await submitMobileCode(deps, organisation, client, session.personId, journey, code)
  if (answer.ok) return goTo(`${paths.myDetails}?saved=mobile`)
  return answer.failure === 'details.ended' ? goTo(paths.mobileCode) : wrong(sayFailure(visit, answer.failure), 'code')
})

export const sendMobileCodeAgain = memberAction(resendForm, async (visit, { journey }) => {
  const { deps, organisation, client, session, paths } = visit
  const answer = await resendMobileCode(deps, organisation, client, session.personId, journey)
  if (answer.ok) return goTo(`${paths.mobileCode}?again=1`)
  return answer.failure === 'details.ended' ? goTo(paths.mobileCode) : wrong(sayFailure(visit, answer.failure))
})

export const sendEmailCode = memberAction(codeForm, async (visit, { journey, code }) => {
  const { deps, organisation, client, session, paths } = visit
  const answer = await submitEmailCode(deps, organisation, client, session.personId, journey, code)
  if (answer.ok) return goTo(`${paths.myDetails}?saved=email`)
  return answer.failure === 'details.ended' || answer.failure === 'details.email.taken'
    ? goTo(paths.emailCode)
    : wrong(sayFailure(visit, answer.failure), 'code')
})

export const sendEmailCodeAgain = memberAction(resendForm, async (visit, { journey }) => {
  const { deps, organisation, client, session, paths } = visit
  const answer = await resendEmailCode(deps, organisation, client, session.personId, journey)
  if (answer.ok) return goTo(`${paths.emailCode}?again=1`)
  return answer.failure === 'details.ended' ? goTo(paths.emailCode) : wrong(sayFailure(visit, answer.failure))
})

function afterMobile({ paths, say }: MemberVisit, changed: Changed): Answer {
  if (changed === 'code') return goTo(paths.mobileCode)
  refresh()
  return { message: say('details.saved') }
}

/** All that the new password breaks, at once and at its field. */
function brokenRules({ say }: MemberVisit, broken: BrokenRule[]): Answer {
  return { wrong: broken.map(({ key, values }) => ({ field: 'newPassword', text: say(key, values) })) }
}
