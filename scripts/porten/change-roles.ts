import { grantByOperator } from '@/lib/flows/roles/grant-by-operator'
import { takeRoleAway } from '@/lib/flows/roles/take-role-away'
import type { GrantableRole } from '@/lib/people/roles/rules'
import { speak } from '@/lib/words/speak'
import { print, Refusal } from './say'
import { organisationOf, personOf, withDatabase } from './session'

type Wish = { organisation: string; role: string; reason: string; group?: string[] }

export const grantRole = (id: string, { organisation: slug, role, reason, group = [] }: Wish) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, slug)
    const { id: personId } = await personOf(session, organisation, id)
    const granted = await grantByOperator(session.deps, organisation, { personId, reason, role: role as GrantableRole, groups: group })
    if (!granted.ok) throw new Refusal(speak('en')(granted.failure))
    print(`${id} of ${slug} is now ${role}${group.length > 0 ? ` for ${group.join(', ')}` : ''}.`)
  })

export const takeRole = (id: string, { organisation: slug, role, reason }: Wish) =>
  withDatabase(async (session) => {
    const organisation = await organisationOf(session, slug)
    const { id: personId } = await personOf(session, organisation, id)
    const taken = await takeRoleAway(session.deps, organisation, { actorId: null, client: null, personId, reason, role: role as GrantableRole })
    if (!taken.ok) throw new Refusal(speak('en')(taken.failure))
    print(`${id} of ${slug} is no longer ${role}.`)
  })
