import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { chooseLanguage } from '@/lib/organisations/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { readLock } from '@/lib/passwords/read-lock'
import { addMember } from '@/lib/people/add-member'
import { findPersonByName } from '@/lib/people/find-person'
import { findGroups } from '@/lib/people/membership'
import type { Person } from '@/lib/people/rules'
import { nameOf, textOf } from '@/lib/providers/rules'
import type { Claims } from '@/lib/providers/schema'
import { allOrNothing } from '../all-or-nothing'
import type { Client } from '../client'
import { welcomeMember } from '../register/welcome-member'
import { refusePerson } from './refuse-provider'

/**
 * Whom the provider names, if they may sign in by it now. A name that nobody has or that was not verified, somebody of
 * another group, a closed, frozen or locked account: one answer, and the log alone knows which.
 */
export async function findNamed(deps: Deps, organisation: Organisation, client: Client, claims: Claims): Promise<Result<Person, 'provider.nobody'>> {
  const { provider } = organisation.settings
  const named = nameOf(provider, claims)
  const refuse = async (why: string, personId?: string) =>
    failure(await refusePerson(deps, organisation, client, { why, personId, ...(named.name ? { name: named.name } : {}) }))
  if (named.name === null) return refuse(named.why)
  const person =
    (await findPersonByName(deps, organisation.id, provider.matches, named.name)) ??
    (provider.isCreating ? await createPerson(deps, organisation, client, named.name, claims) : null)
  if (!person) return refuse('unknown')
  if (person.status !== 'active') return refuse('closed', person.id)
  if (provider.groups.length > 0 && !(await findGroups(deps, organisation.id, person.id)).some((group) => provider.groups.includes(group)))
    return refuse('group', person.id)
  if ((await readLock(deps, organisation, person.id)).isLocked) return refuse('locked', person.id)
  return success(person)
}

/** Where the organisation says so: into the register by the address that the provider verified. Null where it is somebody's name already. */
async function createPerson(deps: Deps, organisation: Organisation, client: Client, email: string, claims: Claims): Promise<Person | null> {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return null
  const { languages, signIn } = organisation.settings
  const member = {
    email,
    username: signIn.identifiers.includes('email') ? null : email,
    givenName: textOf(claims, 'given_name'),
    familyName: textOf(claims, 'family_name'),
    language: chooseLanguage(languages, [textOf(claims, 'locale').slice(0, 2)]),
  }
  const added = await allOrNothing<Person, 'details.email.taken'>(deps, async (deps) => {
    const made = await addMember(deps, organisation.id, member)
    if (made.ok) await welcomeMember(deps, organisation, client, made.value, email)
    return made
  })
  return added.ok ? added.value : null
}
