import { eventAlong } from '@/lib/audit/record-event'
import { type Deps, inTransaction, type Piece } from '@/lib/core/db'
import { metrics } from '@/lib/core/metrics'
import { finishAlong } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { holdPerson } from '@/lib/people/hold-person'
import { findGroups, firstSignInAlong } from '@/lib/people/membership'
import type { Person } from '@/lib/people/rules'
import { type OpenedSession, openSession } from '@/lib/sessions/open-session'
import type { Language } from '@/lib/words/language'
import { type Client, whereFrom } from '../client'
import { tellPerson } from '../tell-person'
import type { SignInData, SignInJourney } from './journey'
import { failuresWorthTelling } from './rules'
import { tellNewDeviceAlong } from './tell-new-device'

export type SignedIn = OpenedSession & {
  /** where the person wanted to go */
  returnTo: string | null
  /** the person's own, where the organisation offers it */
  language: Language | null
  /** signed in by an old user name, and is to be told what to type from now on (H1, H7) */
  isToldOfNewName: boolean
}

/**
 * All proofs are in: ends the journey, opens the session, and tells the owner of what is unusual, in one statement, which
 * is whole by itself: a transaction around it would cost two messages more to the database. A button that was pressed
 * twice opens a session for each press, of which the browser keeps the last.
 */
export async function finishSignIn(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person,
  data: SignInData,
  factors: string[],
  journey: SignInJourney | null,
  along: Piece[] = [],
): Promise<SignedIn> {
  const { id: organisationId, settings, slug } = organisation
  const { id: personId, roles } = person
  const { wishesToBeRemembered, failuresBefore, isByFormerName, returnTo, why, provedAt } = data
  const details = { factors, isInside: client.isInside, failuresBefore, isByFormerName, ...(why ? { why } : {}) }
  const signedIn = eventAlong(deps, { organisationId, act: 'sign-in.succeeded', outcome: 'success', actorId: personId, personal: whereFrom(client), details })
  const first = person.firstSignedInAt ? [] : [firstSignInAlong(deps, organisationId, personId)]
  const finished = journey ? [finishAlong(deps, journey, 'signed-in')] : []
  const ifNewDevice = tellNewDeviceAlong(organisationId, personId, client)
  const authenticatedAt = provedAt === undefined ? deps.now() : new Date(provedAt)
  const opening = {
    authenticatedAt,
    organisation,
    personId,
    roles,
    wishesToBeRemembered,
    factors,
    client,
    along: [signedIn, ...finished, ...first, ...along],
    ifNewDevice,
  }
  const open = (deps: Deps) => openSession(deps, opening)
  const session =
    person.firstSignedInAt && failuresBefore < failuresWorthTelling
      ? await open(deps)
      : await inTransaction(deps, async (deps) => {
          if (!person.firstSignedInAt) await holdPerson(deps, organisationId, personId) // their row is written, too
          if (failuresBefore >= failuresWorthTelling) await tellPerson(deps, organisation, person, 'success-after-failures', { count: failuresBefore })
          return open(deps)
        })
  metrics().signIns.inc({ organisation: slug, outcome: 'succeeded' })
  const language = settings.languages.find((offered) => offered === person.language) ?? null
  return { ...session, returnTo, language, isToldOfNewName: isByFormerName && !(await isSilent(deps, organisation, person)) }
}

async function isSilent(deps: Deps, organisation: Organisation, person: Person): Promise<boolean> {
  const { silentGroups } = organisation.settings.signIn.formerUsernames
  const groups = await findGroups(deps, organisation.id, person.id)
  return silentGroups.some((group) => groups.includes(group))
}
