'use server'

import { refresh } from 'next/cache'
import { changePersonalDetails } from '@/lib/flows/change-details/change-personal-details'
import { endOwnSessions } from '@/lib/flows/change-details/end-own-sessions'
import { forgetOwnDevices } from '@/lib/flows/change-details/forget-own-devices'
import { addressForm, forgetForm, languageForm, nameForm, sessionsForm } from '@/lib/flows/change-details/schema'
import { countries } from '@/lib/people/read-mobile'
import { isFresh } from '@/lib/sessions/rules'
import { goTo, memberAction, wrong } from '@/lib/web/actions'
import { cookieNames } from '@/lib/web/cookie-names'
import { setLastingCookie } from '@/lib/web/cookies'
import { stepUp } from '../../step-up'

// What needs no present password while the sign-in is fresh.

export const saveName = memberAction(nameForm, async ({ deps, organisation, client, session, say }, { givenName, familyName }) => {
  await changePersonalDetails(deps, organisation, client, session.personId, 'name.changed', { givenName, familyName })
  refresh()
  return { message: say('details.saved') }
})

export const saveAddress = memberAction(addressForm, async ({ deps, organisation, client, session, say }, { street, postal, city, country }) => {
  const known = country === '' || countries().includes(country)
  const wished = { street, postalCode: postal, city, ...(known ? { country } : {}) }
  await changePersonalDetails(deps, organisation, client, session.personId, 'address.changed', wished)
  refresh()
  return { message: say('details.saved') }
})

export const saveLanguage = memberAction(languageForm, async ({ deps, organisation, client, session, paths }, { language: wished }) => {
  const language = organisation.settings.languages.find((offered) => offered === wished)
  if (language) {
    await changePersonalDetails(deps, organisation, client, session.personId, 'language.changed', { language })
    await setLastingCookie(cookieNames.language, language)
  }
  return goTo(`${paths.myDetails}?saved=language`) // a whole new page: every word of it changes
})

export const forgetDevices = memberAction(forgetForm, async ({ deps, organisation, client, session, say }, { device }) => {
  const count = await forgetOwnDevices(deps, organisation, client, session.personId, device)
  refresh()
  return { message: say('factor.device.forgotten', { count }) }
})

export const endSessions = memberAction(sessionsForm, async (visit, { session: which, currentPassword }) => {
  const { deps, organisation, client, session, say } = visit
  if (!isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now())) {
    if (!currentPassword) return wrong(say('details.password.missing'), 'currentPassword')
    const proof = await stepUp(visit, currentPassword)
    if (!proof.ok) return proof.failure
  }
  const count = await endOwnSessions(deps, organisation, client, session, which)
  refresh()
  return { message: say('details.devices.ended', { count }) }
})
