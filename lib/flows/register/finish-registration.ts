import type { Deps } from '@/lib/core/db'
import { failure, type Result } from '@/lib/core/result'
import { moveJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { BrokenRule } from '@/lib/passwords/find-broken-rules'
import { setPassword } from '@/lib/passwords/set-password'
import { addMember } from '@/lib/people/add-member'
import { allOrNothing } from '../all-or-nothing'
import type { Client } from '../client'
import { findRegistration } from './journey'
import { welcomeMember } from './welcome-member'

/**
 * Takes the new person into the register with the password, after the proof. Of two who finish with one address at once,
 * or of a registration and an import, one brings the person; the other is told that there is an account. Nobody is
 * signed in. All rules that the password breaks come back at once, and the journey stays where it is.
 */
export async function finishRegistration(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  newPassword: string,
): Promise<Result<null, 'recover.ended' | 'register.taken' | BrokenRule[]>> {
  const journey = await findRegistration(deps, organisation, client, journeyId)
  if (journey?.state !== 'new-password') return failure('recover.ended')
  const { email, givenName, familyName, language } = journey.data
  const finished = await allOrNothing<null, 'recover.ended' | 'register.taken' | BrokenRule[]>(deps, async (deps) => {
    if (!(await moveJourney(deps, journey, { state: 'done' }))) return failure('recover.ended')
    const isNameItself = !organisation.settings.signIn.identifiers.includes('email')
    const added = await addMember(deps, organisation.id, { email, username: isNameItself ? email : null, givenName, familyName, language })
    if (!added.ok) return failure('register.taken')
    const person = added.value
    await welcomeMember(deps, organisation, client, person, email)
    return setPassword(deps, { organisation, person, newPassword, by: 'person' })
  })
  if (!finished.ok && finished.failure === 'register.taken') await moveJourney(deps, journey, { state: 'taken' })
  return finished
}
