import { unlockAccount } from '@/lib/flows/desk/unlock-account'
import { speak } from '@/lib/words/speak'
import { print, Refusal } from './say'
import { organisationOf, personOf, toAsk, withDatabase } from './session'

export const unlockPerson = (id: string, slug: string, reason: string) =>
  withDatabase(async (session) => {
    if (reason.trim() === '') throw new Refusal('The reason is empty.')
    const organisation = await organisationOf(session, slug)
    const person = await personOf(session, organisation, id)
    const unlocked = await unlockAccount(session.deps, organisation, { personId: person.id, actorId: null, client: null, reason })
    if (!unlocked.ok) throw new Refusal(speak('en')(unlocked.failure))
    print(`${id} of ${slug} is unlocked.`)
  }, toAsk())
