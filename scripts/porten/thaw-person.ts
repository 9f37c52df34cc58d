import { thawAccount } from '@/lib/flows/desk/thaw-account'
import { print, Refusal } from './say'
import { organisationOf, personOf, withDatabase } from './session'

export const thawPerson = (id: string, slug: string, reason: string) =>
  withDatabase(async (session) => {
    if (reason.trim() === '') throw new Refusal('The reason is empty.')
    const organisation = await organisationOf(session, slug)
    const person = await personOf(session, organisation, id)
    const thawed = await thawAccount(session.deps, organisation, { personId: person.id, actorId: null, client: null, reason })
    if (!thawed.ok) throw new Refusal(`${id} of ${slug} is not frozen.`)
    print(`${id} of ${slug} is open again.`)
  })
