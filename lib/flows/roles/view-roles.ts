import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { findNames } from '@/lib/people/find-names'
import { findAdministrators } from '@/lib/people/roles/change-grant'
import { findGroupNames } from '@/lib/people/roles/find-groups'
import { listHolders } from '@/lib/people/roles/list-holders'
import { listRequests } from '@/lib/people/roles/role-requests'
import type { HolderPlace } from '@/lib/people/roles/rules'

/** A page of who has which role, everything that waits for a second administrator, and whether there is one. */
export async function viewRoles(deps: Deps, { id }: Pick<Organisation, 'id'>, { role, place }: { role: string | null; place: HolderPlace | null }) {
  const open = await listRequests(deps, id)
  const names = await findNames(
    deps,
    id,
    open.flatMap(({ personId, askedBy }) => [personId, askedBy]),
  )
  const nameOf = (personId: string) => names.get(personId) ?? '–'
  const requests = await Promise.all(
    open.map(async (request) => ({
      ...request,
      whom: nameOf(request.personId),
      asker: nameOf(request.askedBy),
      groups: await findGroupNames(deps, id, request.groupIds),
    })),
  )
  return { ...(await listHolders(deps, id, { role, place })), requests, isAlone: (await findAdministrators(deps, id)).length === 1 }
}

export type RequestSeen = Awaited<ReturnType<typeof viewRoles>>['requests'][number]
