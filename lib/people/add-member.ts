import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { identifierKey, type Person } from './rules'
import { insertPerson, takeIdentifier } from './store'

export type NewMember = { email: string; username: string | null; givenName: string; familyName: string; language: string }

/**
 * Takes somebody into the register by an address that they proved, with the role `member`; an import leaves alone what
 * they told. Call it in a transaction that a failure takes back: fails when the address is somebody's name already.
 */
export async function addMember(deps: Deps, organisationId: string, member: NewMember): Promise<Result<Person, 'details.email.taken'>> {
  const told = (['email', 'username', 'givenName', 'familyName'] as const).filter((field) => member[field])
  const person = await insertPerson(deps.db, organisationId, member, { role: 'member', selfChanged: told, now: deps.now() })
  return (await takeIdentifier(deps.db, organisationId, person.id, identifierKey(member.email))) ? success(person) : failure('details.email.taken')
}
