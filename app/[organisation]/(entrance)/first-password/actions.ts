'use server'

import { refresh } from 'next/cache'
import { beginOrder } from '@/lib/flows/first-password/begin-order'
import { chooseForm, orderForm, useForm } from '@/lib/flows/first-password/schema'
import { chooseSignIn, submitFirstPassword, submitOwnFactor } from '@/lib/flows/first-password/use-first-password'
import { ownCodeForm } from '@/lib/flows/recover/schema'
import { goTo, publicAction, wrong } from '@/lib/web/actions'
import { helpContact } from '@/lib/web/help-contact'
import { sayFailure } from '@/lib/web/say-failure'

export const order = publicAction(orderForm, async (visit, { channel, memberNumber, mobile, email }) => {
  const { deps, organisation, client, paths } = visit
  if (!organisation.settings.signIn.hasFirstPasswordLinks) return goTo(paths.firstPassword)
  const ordered = await beginOrder(deps, organisation, client, { memberNumber, channel, contact: (channel === 'sms' ? mobile : email) ?? '' })
  return ordered.ok ? goTo(`${paths.firstPassword}/ordered`) : wrong(sayFailure(visit, ordered.failure))
})

export const submit = publicAction(useForm, async (visit, { memberNumber, secret }) => {
  const { deps, organisation, client, paths, say } = visit
  const answer = await submitFirstPassword(deps, organisation, client, memberNumber, secret)
  if (answer.ok) return goTo(`${paths.firstPassword}/${answer.value === 'choosing' ? 'choose' : 'factor'}`)
  const mayOrder = organisation.settings.signIn.hasFirstPasswordLinks ? 'yes' : 'no'
  return wrong(answer.failure === 'first.wrong' ? say('first.wrong', { mayOrder, help: helpContact(visit) }) : sayFailure(visit, answer.failure))
})

export const sendOwnCode = publicAction(ownCodeForm, async (visit, { journey, by, code }) => {
  const { deps, organisation, client, paths } = visit
  const answer = await submitOwnFactor(deps, organisation, client, journey, { way: by, typed: code })
  if (answer.ok) return goTo(`${paths.firstPassword}/choose`)
  if (by === 'passkey') refresh() // a passkey that was refused is asked for anew
  return answer.failure === 'recover.ended' ? goTo(`${paths.firstPassword}?ended=1`) : wrong(sayFailure(visit, answer.failure), 'code')
})

export const choose = publicAction(chooseForm, async (visit, { journey, username, newPassword }) => {
  const { deps, organisation, client, paths, say } = visit
  const answer = await chooseSignIn(deps, organisation, client, { journeyId: journey, username, newPassword })
  if (answer.ok) return goTo(`${paths.signIn}?chosen=1`)
  if (answer.failure === 'recover.ended') return goTo(`${paths.firstPassword}?ended=1`)
  if (answer.failure === 'first.username.taken') return wrong(say('first.username.taken'), 'username')
  return { wrong: answer.failure.map(({ key, values }) => ({ field: 'newPassword', text: say(key, values) })) }
})
