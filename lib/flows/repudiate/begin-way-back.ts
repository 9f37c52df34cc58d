import { findObjection } from '@/lib/cases/find-objection'
import { readWayBack, stateOf } from '@/lib/cases/rules'
import type { Deps } from '@/lib/core/db'
import { failure, type Result } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import type { Client } from '../client'
import { beginRecovery } from '../recover/begin-recovery'

type Failure = 'go.ended.text' | 'signIn.tooManyFromHere' | 'recover.noContact' | 'recover.noContacts'

/** The name that a lock's message carries to the way back in; null when its link no longer works, or the way is closed. */
export async function findWayBack(deps: Deps, organisation: Organisation, token: string): Promise<string | null> {
  const secret = readWayBack(token)
  const objection = secret && organisation.settings.recovery.isOpen ? await findObjection(deps, organisation.id, secret) : null
  if (!objection || stateOf(objection, deps.now()) !== 'live') return null
  const person = await findPerson(deps, organisation.id, objection.personId)
  const names = person ? organisation.settings.signIn.identifiers.map((kind) => person[kind]) : []
  return names.find((name) => name !== null) ?? null
}

/**
 * Begins a recovery with the name in the link. The link saves the typing and proves nothing: the code goes the
 * registered way as for anybody who types the name, so it is worth no more than the name.
 */
export async function beginWayBack(deps: Deps, organisation: Organisation, client: Client, token: string): Promise<Result<{ journeyId: string }, Failure>> {
  const name = await findWayBack(deps, organisation, token)
  return name === null ? failure('go.ended.text') : beginRecovery(deps, organisation, client, name)
}
