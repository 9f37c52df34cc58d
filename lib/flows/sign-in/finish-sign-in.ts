import { eventAlong, recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction, type Piece } from '@/lib/core/db'
import { metrics } from '@/lib/core/metrics'
import { moveJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findGroups, rememberFirstSignIn } from '@/lib/people/membership'
import type { Person } from '@/lib/people/rules'
import { deviceName } from '@/lib/sessions/device-name'
import { type OpenedSession, openSession } from '@/lib/sessions/open-session'
import type { Language } from '@/lib/words/language'
import { speak } from '@/lib/words/speak'
import { type Client, whereFrom } from '../client'
import { languageOf, tellPerson } from '../tell-person'
import type { SignInData, SignInJourney } from './journey'
import { failuresWorthTelling } from './rules'

export type SignedIn = OpenedSession & {
  /** where the person wanted to go */
  returnTo: string | null
  /** the person's own, where the organisation offers it */
  language: Language | null
  /** signed in by an old user name, and is to be told what to type from now on (H1, H7) */
  isToldOfNewName: boolean
}

/** All proofs are in: opens the session, tells the owner of what is unusual, and ends the journey. */
export function finishSignIn(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person,
  data: SignInData,
  factors: string[],
  journey: SignInJourney | null,
  along: Piece[] = [],
): Promise<SignedIn> {
  return inTransaction(deps, async (deps) => {
    if (journey && !(await moveJourney(deps, journey, { state: 'signed-in', isFinished: true }))) throw new Error('a sign-in was finished twice')
    const { id: personId, roles } = person
    const { wishesToBeRemembered, failuresBefore, isByFormerName } = data
    const event = { organisationId: organisation.id, outcome: 'success' as const, actorId: personId, personal: whereFrom(client) }
    const details = { factors, isInside: client.isInside, failuresBefore, isByFormerName }
    const signedIn = eventAlong(deps, { ...event, act: 'sign-in.succeeded', details })
    const session = await openSession(deps, { organisation, personId, roles, wishesToBeRemembered, factors, client, along: [signedIn, ...along] })
    if (!person.firstSignedInAt) await rememberFirstSignIn(deps, organisation.id, person.id)
    metrics().signIns.inc({ organisation: organisation.slug, outcome: 'succeeded' })
    if (session.isOnNewDevice) {
      await recordEvent(deps, { ...event, act: 'sign-in.new-device' })
      const device = deviceName(client.userAgent, speak(languageOf(organisation, person)))
      await tellPerson(deps, organisation, person, 'new-device', { device })
    }
    if (failuresBefore >= failuresWorthTelling) await tellPerson(deps, organisation, person, 'success-after-failures', { count: failuresBefore })
    const language = organisation.settings.languages.find((offered) => offered === person.language) ?? null
    return { ...session, returnTo: data.returnTo, language, isToldOfNewName: isByFormerName && !(await isSilent(deps, organisation, person)) }
  })
}

async function isSilent(deps: Deps, organisation: Organisation, person: Person): Promise<boolean> {
  const { silentGroups } = organisation.settings.signIn.formerUsernames
  const groups = await findGroups(deps, organisation.id, person.id)
  return silentGroups.some((group) => groups.includes(group))
}
