import { asUsers, findPerson } from '@/lib/scim/find-people'
import { answerResource, refuse, type ScimVisit } from '@/lib/web/provisioning'

/** The User as the register holds it now. */
export async function answerUser(visit: ScimVisit, id: string, status = 200): Promise<Response> {
  const { deps, organisation, address, say } = visit
  const person = await findPerson(deps, organisation.id, id)
  const [user] = person ? await asUsers(deps, organisation.id, [person], address) : []
  return user ? answerResource(visit, user, status) : refuse(say, { status: 404, key: 'scim.notFound' })
}
