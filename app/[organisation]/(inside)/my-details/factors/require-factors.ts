import { notFound } from 'next/navigation'
import { listFactors } from '@/lib/factors/list-factors'
import { factorsOfGroups } from '@/lib/flows/own-factors/factors-of-groups'
import { findWays, isProofDue } from '@/lib/flows/own-factors/ways'
import { findPerson } from '@/lib/people/find-person'
import { requireMember } from '@/lib/web/session'

/** Who is here, what they have set up, and whether they have shown their second factor; not there where nothing is offered. */
export async function requireFactors() {
  const visit = await requireMember()
  const { deps, organisation, client, session } = visit
  const { areAppsOffered, arePasskeysOffered } = organisation.settings.factors
  if (!areAppsOffered && !arePasskeysOffered) notFound()
  const person = await findPerson(deps, organisation.id, session.personId)
  if (!person) throw new Error('a session without its person')
  const ways = await findWays(deps, organisation, person, client)
  const wanted = await factorsOfGroups(deps, organisation, person.id)
  return { visit, person, ways, wanted, isDue: isProofDue(ways, session.factors), own: await listFactors(deps, organisation.id, person.id) }
}
