import { findPerson } from '@/lib/people/find-person'
import { fullName, signInName } from '@/lib/people/rules'
import type { Visit } from '@/lib/web/visit'

/** Who changed settings, by name; null is the operator's command line. */
export async function who({ deps, organisation, say }: Visit, actorId: string | null): Promise<string> {
  if (actorId === null) return say('settings.operator')
  const person = await findPerson(deps, organisation.id, actorId)
  return person ? fullName(person) || signInName(person) : say('settings.somebody')
}
